package io.centralita.call;

import io.centralita.call.leg.CallEnd;

/// What is to be done about a silence.
sealed interface Remedy {
    record Say(Saying saying) implements Remedy {}

    /// The call ends, and with which words.
    record Goodbye(Phrase phrase, CallEnd end) implements Remedy {}
}
