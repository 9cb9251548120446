package io.centralita.fake.chat;

/// Decides what is answered. Called once a request, on the server's event loop.
@FunctionalInterface
public interface Brain {
    Script reply(Occasion occasion);
}
