package io.centralita.engine.speech;

import java.time.Duration;

/// How long a server is waited for. Only waiting counts: what passes while the caller has enough to
/// hear, and nothing is read for that reason, does not.
///
/// @param connect for a connection
/// @param first from the request, all tries together, to the beginning of the answer: a transcript,
///   or the first sample
/// @param idle between two pieces of an answer that has begun
/// @param total for everything
public record Patience(Duration connect, Duration first, Duration idle, Duration total) {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(2);

    /// A sentence of 15 s comes in less than half of that from any server fit for calls.
    private static final Duration SENTENCE = Duration.ofSeconds(10);

    public Patience {
        for (var each : new Duration[] {connect, first, idle, total}) {
            if (each.isNegative() || each.isZero()) {
                throw new IllegalArgumentException("patience must be above 0, not " + each);
            }
        }
    }

    /// For a recogniser that has so long until the text is there.
    public static Patience forText(Duration within) {
        return new Patience(shorter(CONNECT, within), within, shorter(IDLE, within), within);
    }

    /// For a synthesiser that has so long until the first sample.
    public static Patience forSpeech(Duration within) {
        return new Patience(shorter(CONNECT, within), within, IDLE, SENTENCE.plus(within));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
