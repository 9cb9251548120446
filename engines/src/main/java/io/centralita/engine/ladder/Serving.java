package io.centralita.engine.ladder;

import io.centralita.call.engine.EngineSession;

/// A rung's session and the way of its speech. Thread-safe.
record Serving(EngineSession session, SpeechGate speech) {
    /// Nothing of it is heard any more. Any number of times.
    void close() {
        speech.shut();
        session.close();
    }
}
