package io.centralita.app.eval.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// One thing the caller does.
///
/// @param line in the file, from 1
/// @param expectations that count from here
public record Step(int line, Action action, Moment moment, List<Expectation> expectations) {
    public Step {
        expectations = List.copyOf(expectations);
    }

    /// What he does.
    public sealed interface Action {
        /// In the caller's synthetic voice.
        record Say(String text) implements Action {}

        /// @param audio a WAV file
        record Play(Path audio) implements Action {}

        record Keys(String digits) implements Action {}

        record Pause(Duration time) implements Action {}

        /// Until the assistant was heard and then silent.
        record Listen(Duration silence, Duration atMost) implements Action {}

        /// Until the switchboard hangs up.
        record AwaitHangUp(Duration atMost) implements Action {}

        record HangUp() implements Action {}

        /// Whether it is something that the assistant can hear.
        default boolean speaks() {
            return switch (this) {
                case Say _, Play _ -> true;
                case Keys _, Pause _, Listen _, AwaitHangUp _, HangUp _ -> false;
            };
        }
    }

    /// When he begins.
    public sealed interface Moment {
        record AtOnce() implements Moment {}

        /// When the assistant was heard and then silent.
        record AfterReply(Duration silence, Duration atMost) implements Moment {}

        record AfterPause(Duration time) implements Moment {}

        record At(Duration sinceStart) implements Moment {}

        /// When the assistant has been heard for so long in one utterance.
        record WhileSpeaking(Duration heard, Duration atMost) implements Moment {}

        /// When the assistant was heard and then silent, which has to be while a tool runs for what
        /// the caller said before.
        record WhileTool(Duration silence, Duration atMost) implements Moment {}
    }
}
