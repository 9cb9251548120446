package io.centralita.engine.openai;

import io.centralita.call.engine.TurnTaking;
import java.time.Duration;

/// Who does what in a conversation, and how long the [Ledger] waits for it.
///
/// @param serverAnswers the server begins an answer by itself when a turn is over
///   (`create_response`)
/// @param serverInterrupts the server stops its answer by itself when the caller speaks
///   (`interrupt_response`)
/// @param answersTurns where the server does not, we do
/// @param interrupts where the server does not, we do
/// @param answersTools we ask for an answer once outputs are there
/// @param wordsFollow the server writes down what the caller says
/// @param siblingPatience how long an output waits for those of other calls of the same response
///   before it is answered alone
/// @param answerPatience how long the server may take to begin the answer it owes by itself
/// @param elsewhere the caller is connected with the server itself: it plays what it says, stops
///   and truncates it when they speak, and the conversation outlives our connection
record Rules(
        boolean serverAnswers,
        boolean serverInterrupts,
        boolean answersTurns,
        boolean interrupts,
        boolean answersTools,
        boolean wordsFollow,
        Duration siblingPatience,
        Duration answerPatience,
        boolean elsewhere) {
    static final Duration SIBLING_PATIENCE = Duration.ofSeconds(3);
    static final Duration ANSWER_PATIENCE = Duration.ofSeconds(3);

    /// Nobody does anything by himself.
    static final Rules NONE =
            new Rules(
                    false,
                    false,
                    false,
                    false,
                    false,
                    true,
                    SIBLING_PATIENCE,
                    ANSWER_PATIENCE,
                    false);

    /// @param serverTurns that the server may do both by itself, as far as the turn-taking allows
    static Rules of(TurnTaking turns, boolean serverTurns) {
        return of(turns, serverTurns, true);
    }

    /// @param wordsFollow that the server is asked to write down turns
    static Rules of(TurnTaking turns, boolean serverTurns, boolean wordsFollow) {
        return new Rules(
                turns.detects() && turns.answersTurns() && serverTurns,
                turns.detects() && turns.interrupts() && serverTurns,
                turns.answersTurns(),
                turns.interrupts(),
                turns.answersTools(),
                wordsFollow,
                SIBLING_PATIENCE,
                ANSWER_PATIENCE,
                false);
    }

    /// The same, for a caller who is connected with the server itself.
    Rules forCallerThere() {
        return new Rules(
                serverAnswers,
                serverInterrupts,
                answersTurns,
                interrupts,
                answersTools,
                wordsFollow,
                siblingPatience,
                answerPatience,
                true);
    }
}
