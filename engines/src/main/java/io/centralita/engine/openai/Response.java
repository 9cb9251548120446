package io.centralita.engine.openai;

import org.jspecify.annotations.Nullable;

/// A response of the model while it is under way. Belongs to the [Ledger].
final class Response {
    final String id;

    /// It was asked for with instructions of its own; null where it is a plain answer.
    final @Nullable String instructions;

    /// We asked the server to stop it.
    boolean cancelAsked;

    /// The server stops it by itself, because the caller speaks.
    boolean interrupted;

    /// What it brings is not for the caller.
    boolean muted;

    /// The caller was given some of its audio.
    boolean audible;

    Response(String id, @Nullable String instructions) {
        this.id = id;
        this.instructions = instructions;
    }

    boolean isEnding() {
        return cancelAsked || interrupted;
    }
}
