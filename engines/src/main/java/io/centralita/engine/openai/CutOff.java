package io.centralita.engine.openai;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A response that was cut off by the loss of its connection. Belongs to the [Ledger].
record CutOff(Response response, Items items, Calls calls) {
    static boolean isAudible(@Nullable Response response) {
        return response != null && response.audible;
    }

    /// Whether something may be owed for it: it was for the caller, and they do not hear it without
    /// us.
    static boolean isOwed(Response response, Rules rules) {
        return !response.isEnding() && !response.muted && !(rules.elsewhere() && response.audible);
    }

    /// What is owed instead: the rest of a sentence, the same again where nothing was heard of it,
    /// or nothing.
    ///
    /// @param callsCutOff function calls were lost with it
    /// @param resume instructions for going on after words that were cut off
    void carryOver(Answers next, boolean callsCutOff, UnaryOperator<String> resume) {
        var unfinished =
                items.of(response.id).stream()
                        .filter(item -> item.utterance != 0 && !item.utteranceEnded)
                        .findFirst();
        if (unfinished.isPresent() && !unfinished.get().heardText().isBlank()) {
            next.wantFirst(resume.apply(unfinished.get().heardText()));
        } else if (!response.audible && response.instructions != null) {
            next.wantFirst(response.instructions);
        } else if (callsCutOff || unfinished.isPresent() || broughtNothing()) {
            next.oweTurn();
        }
    }

    private boolean broughtNothing() {
        return !response.audible && !calls.askedBy(response.id);
    }
}
