package io.centralita.fake.speech;

import io.centralita.media.Recording;

/// What the service understands. Called on the event loop; must not block.
@FunctionalInterface
public interface Transcriber {
    /// @param number of the request at its endpoint, from 1
    String transcribe(int number, Recording audio);
}
