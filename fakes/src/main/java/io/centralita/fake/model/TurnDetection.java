package io.centralita.fake.model;

import org.jspecify.annotations.Nullable;

/// Who decides that the caller's turn is over.
public sealed interface TurnDetection {
    TurnDetection OFF = new Off();
    ServerVad SERVER_VAD = new ServerVad(0.5, 300, 500, null, true, true);
    SemanticVad SEMANTIC_VAD = new SemanticVad(Eagerness.AUTO, true, true);

    /// Whether the end of a turn asks for a response.
    boolean createResponse();

    /// Whether the beginning of speech cancels the response that runs.
    boolean interruptResponse();

    /// `null` on the wire: the client commits and asks for responses.
    record Off() implements TurnDetection {
        @Override
        public boolean createResponse() {
            return false;
        }

        @Override
        public boolean interruptResponse() {
            return false;
        }
    }

    /// By energy and silence.
    ///
    /// @param threshold 0 to 1
    /// @param prefixPaddingMs audio from before the speech that counts as part of it
    /// @param silenceDurationMs silence that ends the turn
    /// @param idleTimeoutMs 5 000 to 30 000; null for none
    record ServerVad(
            double threshold,
            int prefixPaddingMs,
            int silenceDurationMs,
            @Nullable Integer idleTimeoutMs,
            boolean createResponse,
            boolean interruptResponse)
            implements TurnDetection {}

    /// By what was said.
    record SemanticVad(Eagerness eagerness, boolean createResponse, boolean interruptResponse)
            implements TurnDetection {}

    /// How soon a semantic turn ends.
    enum Eagerness {
        LOW,
        MEDIUM,
        HIGH,
        AUTO
    }

    /// The default detector with these two switches; both off is what a gateway wants.
    static ServerVad serverVad(boolean createResponse, boolean interruptResponse) {
        return new ServerVad(0.5, 300, 500, null, createResponse, interruptResponse);
    }
}
