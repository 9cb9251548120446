package io.centralita.channel.caller;

/// What a caller does wrong during the whole call, so that a switchboard can be seen to bear it.
/// Faults of a moment are steps of the script.
///
/// @param forgetToken starts the stream without the one-time token
/// @param withholdMarks never says what was played
/// @param loseEvery every n-th media message is lost on the way, 0 for none
/// @param burst media messages come late, this many at once; 1 for one by one
/// @param readEveryMs takes one message in so many milliseconds, 0 for all as they come
public record Misbehaviour(
        boolean forgetToken, boolean withholdMarks, int loseEvery, int burst, int readEveryMs) {
    public static final Misbehaviour NONE = new Misbehaviour(false, false, 0, 1, 0);

    public Misbehaviour {
        if (loseEvery < 0 || burst < 1 || readEveryMs < 0) {
            throw new IllegalArgumentException("loseEvery and readEveryMs >= 0, burst >= 1");
        }
    }

    public static Misbehaviour forgettingToken() {
        return new Misbehaviour(true, false, 0, 1, 0);
    }

    public static Misbehaviour withholdingMarks() {
        return new Misbehaviour(false, true, 0, 1, 0);
    }

    public static Misbehaviour losingEvery(int messages) {
        return new Misbehaviour(false, false, messages, 1, 0);
    }

    public static Misbehaviour inBurstsOf(int messages) {
        return new Misbehaviour(false, false, 0, messages, 0);
    }

    public static Misbehaviour readingEvery(int milliseconds) {
        return new Misbehaviour(false, false, 0, 1, milliseconds);
    }
}
