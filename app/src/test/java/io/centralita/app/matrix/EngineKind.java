package io.centralita.app.matrix;

import java.util.Locale;

/// What serves a call.
public enum EngineKind {
    /// The realtime model alone.
    OPENAI,
    /// Recogniser, chat model, synthesiser.
    PIPELINE,
    /// The realtime model, and the pipeline once that is lost.
    LADDER;

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
