package io.centralita.channel.caller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the caller does, step after step. After the last one he hangs up.
public record CallerScript(List<Step> steps) {
    public CallerScript {
        steps = List.copyOf(steps);
    }

    public static Builder builder() {
        return new Builder();
    }

    /// One thing the caller does, or waits for. A wait that takes too long is noted as a problem in
    /// the result, and the script goes on.
    public sealed interface Step {
        /// @param samples 8 kHz, 16 bit
        record Say(short[] samples) implements Step {}

        /// Until the assistant was heard and then silent.
        record AwaitReply(Duration silence, Duration atMost) implements Step {}

        /// Until the assistant has been heard for so long in one utterance.
        record AwaitSpeech(Duration heard, Duration atMost) implements Step {}

        record Wait(Duration time) implements Step {}

        /// Until the call has lasted so long.
        record WaitUntil(Duration sinceStart) implements Step {}

        /// Until the switchboard hangs up.
        record AwaitHangUp(Duration atMost) implements Step {}

        record Dtmf(char digit) implements Step {}

        record HangUp() implements Step {}

        /// Hangs up here if the call has lasted so long; else goes on.
        record HangUpAfter(Duration sinceStart) implements Step {}

        /// Sends this in place of a message.
        record SendText(String raw) implements Step {}

        record SendBinary() implements Step {}

        /// From now on nothing is sent, as if a cable had been cut; the call ends when the
        /// switchboard closes or the time is over.
        record Vanish(Duration atMost) implements Step {}

        /// The connection ends without `stop` and without a closing handshake.
        record DropConnection() implements Step {}
    }

    /// Puts steps together.
    public static final class Builder {
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        private final List<Step> steps = new ArrayList<>();

        private Builder() {}

        public Builder then(Step step) {
            steps.add(step);
            return this;
        }

        public Builder say(short[] samples) {
            return then(new Step.Say(samples));
        }

        public Builder awaitReply(Duration silence) {
            return then(new Step.AwaitReply(silence, PATIENCE));
        }

        public Builder awaitReply(Duration silence, Duration atMost) {
            return then(new Step.AwaitReply(silence, atMost));
        }

        /// Speaks over the assistant when he has been heard for so long.
        public Builder bargeIn(Duration after, short[] samples) {
            return then(new Step.AwaitSpeech(after, PATIENCE)).say(samples);
        }

        public Builder pause(Duration time) {
            return then(new Step.Wait(time));
        }

        public Builder dtmf(String digits) {
            digits.chars().forEach(digit -> then(new Step.Dtmf((char) digit)));
            return this;
        }

        public Builder awaitHangUp(Duration atMost) {
            return then(new Step.AwaitHangUp(atMost));
        }

        public Builder hangUpAfter(Duration sinceStart) {
            return then(new Step.HangUpAfter(sinceStart));
        }

        public Builder hangUp() {
            return then(new Step.HangUp());
        }

        public CallerScript build() {
            return new CallerScript(steps);
        }
    }
}
