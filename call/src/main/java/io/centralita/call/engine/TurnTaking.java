package io.centralita.call.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Who decides when a turn is over and when it is answered. On a telephone the engine decides all
/// of it; the peer of a realtime leg may keep any part for itself.
///
/// @param detects the engine hears in the audio when the caller begins and ends to speak; without
///   it a turn ends by [Ask.EndTurn]
/// @param answersTurns the engine answers a turn that it heard end; without it, [Ask.Respond] does
/// @param interrupts the caller's speech stops what is being said
/// @param answersTools the engine goes on by itself once all tools it asked for have finished;
///   without it, [Ask.Respond] does
/// @param silence that ends a turn, 200 to 2 000 ms; null for the engine's own
public record TurnTaking(
        boolean detects,
        boolean answersTurns,
        boolean interrupts,
        boolean answersTools,
        @Nullable Duration silence) {
    /// A telephone call.
    public static final TurnTaking AUTOMATIC = new TurnTaking(true, true, true, true, null);

    /// The same with turns that are heard and written down, and answered by nobody.
    public TurnTaking listening() {
        return new TurnTaking(detects, false, false, false, silence);
    }
}
