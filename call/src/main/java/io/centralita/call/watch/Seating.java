package io.centralita.call.watch;

/// What comes of the wish to take a call over.
public sealed interface Seating {
    /// The caller hears the operator from now on, and the assistant nothing of what is said to it.
    record Taken(OperatorSeat seat) implements Seating {}

    /// @param why `taken`: somebody else has the call; `not-talking`: it has not begun or is about
    ///   to end; `over`
    /// @param holder who has it, empty where nobody has
    record Refused(String why, String holder) implements Seating {}
}
