package io.centralita.channel.caller;

import java.util.List;

/// How a call went.
///
/// @param callSid its id at the switchboard
/// @param webhookMs how long the webhook took, -1 where it never answered
/// @param said sentences for Twilio's own voice
/// @param heard stretches in which the assistant was audible, in order
/// @param delivery whether audio arrived in time
/// @param recording both sides on one time axis
public record CallResult(
        String callSid,
        Ending ending,
        long webhookMs,
        List<String> said,
        List<Span> heard,
        List<Problem> problems,
        Counts counts,
        Delivery delivery,
        CallRecording recording) {
    public CallResult {
        said = List.copyOf(said);
        heard = List.copyOf(heard);
        problems = List.copyOf(problems);
    }

    /// Who ended the call, and how.
    ///
    /// @param detail close code and reason, or what failed
    public record Ending(By by, String detail) {}

    public enum By {
        CALLER,
        /// The switchboard closed the stream in order.
        SWITCHBOARD,
        /// The answer to the webhook ended without a stream.
        TWIML,
        /// No valid answer, no stream, or the stream broke.
        FAILURE
    }

    /// Milliseconds since the stream's `start`, end excluded.
    public record Span(long fromMs, long toMs) {}

    /// @param mediaSent messages of 20 ms, not counting those lost on purpose
    /// @param mediaReceived messages of any length
    /// @param marksReturned played or cleared
    /// @param clears messages that dropped the buffer
    /// @param longestBufferMs the most audio that waited to be played
    public record Counts(
            long mediaSent,
            long mediaReceived,
            long marksReturned,
            long clears,
            long longestBufferMs) {}

    /// How audio arrived, each message held against the moment at which everything before it had
    /// been played.
    ///
    /// @param messages with audio
    /// @param firstNanos when the first of them arrived, since the stream's `start`; -1 where none
    ///   did
    /// @param dry between stretches of speech and, where audio came too late, inside them
    public record Delivery(long messages, long firstNanos, List<DrySpell> dry) {
        public static final Delivery NONE = new Delivery(0, -1, List.of());

        public Delivery {
            dry = List.copyOf(dry);
        }
    }

    /// A time in which the buffer had nothing to play, in nanoseconds since the stream's `start`.
    ///
    /// @param toNanos when the next audio arrived
    public record DrySpell(long fromNanos, long toNanos) {}
}
