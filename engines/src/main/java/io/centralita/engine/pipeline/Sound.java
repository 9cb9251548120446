package io.centralita.engine.pipeline;

import io.centralita.call.engine.TurnTaking;

/// What reaches the hearing thread, in the order in which it happened.
sealed interface Sound {
    /// 20 ms of the caller.
    record Frame(byte[] audio) implements Sound {}

    /// Who takes turns from here on.
    record Rules(TurnTaking turns) implements Sound {}

    /// The peer says that the caller's turn is over here.
    record TurnOver() implements Sound {}

    /// The peer takes back what was heard of the turn under way.
    record Forget() implements Sound {}

    /// Something for the answering thread that was asked after what was heard so far.
    record Pass(Work work) implements Sound {}
}
