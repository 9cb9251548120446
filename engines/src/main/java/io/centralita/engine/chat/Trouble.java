package io.centralita.engine.chat;

import io.centralita.call.engine.EngineFailure;
import java.time.Duration;

/// A reply that did not come about, and what may be done about it while the caller has heard
/// nothing of it.
final class Trouble extends Exception {
    private static final long serialVersionUID = 1;

    private final transient EngineFailure failure;
    private final transient Remedy remedy;

    /// What may help.
    sealed interface Remedy {
        /// Nothing does.
        record None() implements Remedy {}

        /// To ask again after a while: it may have passed.
        record Again(Duration after) implements Remedy {}

        /// To leave a parameter out.
        record Without(String parameter) implements Remedy {}

        /// To tell less of the conversation.
        record Shorter() implements Remedy {}
    }

    /// @param word for the log: a status, a code, a kind of fault; nothing that anybody said
    Trouble(String word, EngineFailure failure, Remedy remedy) {
        super(word, null, false, false);
        this.failure = failure;
        this.remedy = remedy;
    }

    String word() {
        return String.valueOf(getMessage());
    }

    EngineFailure failure() {
        return failure;
    }

    Remedy remedy() {
        return remedy;
    }
}
