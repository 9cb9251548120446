package io.centralita.engine.openai;

import org.jspecify.annotations.Nullable;

/// One function call of the model, from its first argument to the answer that takes its output into
/// account. Belongs to the [Ledger].
final class FunctionCall {
    enum State {
        /// Its arguments come in.
        COLLECTING,
        /// The call was told to run it.
        RUNNING,
        /// The output is here and waits for the response that asked to be over.
        ANSWERED,
        /// The output was sent.
        SENT,
        /// The server has the output.
        KNOWN,
        /// A response was begun after that: nothing is owed.
        SEEN
    }

    final String callId;
    final @Nullable String responseId;
    final StringBuilder arguments = new StringBuilder();
    String name;
    State state = State.COLLECTING;
    String output = "";

    /// The server has confirmed the output.
    boolean confirmed;

    /// A response has begun since then: it knows the output, whoever asked for it.
    boolean surelySeen;

    /// When the output was sent.
    long sentAt;

    /// The output is for the books alone: nobody waits for an answer to it.
    boolean silent;

    FunctionCall(String callId, String name, @Nullable String responseId) {
        this.callId = callId;
        this.name = name;
        this.responseId = responseId;
    }

    boolean isOpen() {
        return state == State.COLLECTING || state == State.RUNNING || state == State.ANSWERED;
    }

    /// The output is on its way to the model, and no answer has taken it into account.
    boolean isOwed() {
        return !silent && (state == State.SENT || state == State.KNOWN);
    }
}
