package io.centralita.call.engine;

/// A kind of speech engine: speech in, speech out, with tools in between.
public interface Engine {
    /// The name used in settings, reports and metrics, `pipeline` for example.
    String name();

    /// Opens a session. Does not block: what takes time happens on the session's own threads, and
    /// [EngineEvent.Ready] or [EngineEvent.Failed] tells how it went.
    EngineSession open(SessionSettings settings, EngineListener listener, SpeechOut speech);
}
