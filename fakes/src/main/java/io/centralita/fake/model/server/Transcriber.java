package io.centralita.fake.model.server;

/// Tells what the caller said. Called on the event loop.
@FunctionalInterface
public interface Transcriber {
    String transcribe(String itemId);
}
