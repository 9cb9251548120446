package io.centralita.call.handover;

import io.centralita.call.leg.Onward;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// Whispers to a person who is to take a caller who calls, what it is about and what was found out
/// (`Destination.attended`). Thread-safe.
///
/// The last words ask for [#TAKE] to take the caller; whoever presses [#REFUSE] or hangs up has
/// declined. A channel begins early: the text may be made while the person's telephone rings.
@FunctionalInterface
public interface Briefing {
    /// The key that takes the caller.
    char TAKE = '1';

    /// The key that declines.
    char REFUSE = '2';

    /// What is told of the call is cut to what can be said in about so long.
    Duration LONGEST = Duration.ofSeconds(12);

    /// Within this time there is a result, whatever the model and the voice do.
    Duration DEADLINE = Duration.ofSeconds(10);

    /// What is said to the person.
    ///
    /// @param text for logs at `pii.` level and the console; it is personal
    /// @param audio in the format that was asked for, any length; empty where nobody can say it:
    ///   then the person is connected without
    record Spoken(String text, byte[] audio) {
        /// What was said is personal: it does not print.
        @Override
        public String toString() {
            return "Spoken[" + audio.length + " bytes]";
        }
    }

    /// Never blocks, and the stage never fails.
    ///
    /// @param format of the person's leg
    CompletionStage<Spoken> prepare(Onward onward, AudioFormat format);
}
