package io.centralita.fake.model;

/// Decides what a response does. Called once a response, on the conversation's thread.
@FunctionalInterface
public interface Brain {
    Script respond(Occasion occasion);
}
