package io.centralita.call.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.record.RecordingListener.CarrierRecording;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The books of one call (B7). Its JSON form is public: fields may be added, none renamed.
///
/// @param warm true where the engine's session was prepared before the caller was put through
/// @param firstAudioMs from the start of the leg to the first audible frame that left it; null
///   where none did
/// @param longestDeadAirMs the longest time the caller waited for us and heard nothing: from their
///   last word, or our last sound, to the next audible frame that left
/// @param usage what the model reported, by kind; empty for engines that report nothing
/// @param cost by currency (ISO 4217), where prices are known
/// @param recording what the carrier has recorded of it; null where nothing, or not yet
/// @param heldMs how long the caller had us on hold, or had lost the connection, in all; no part of
///   any dead air
/// @param diagnostics what the caller's browser has told of its devices and connection, without
///   addresses; null where nothing
/// @param moments what happened beside what was said, in order; only in the last report of a call,
///   empty in those of calls from before there were any
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CallReport(
        String id,
        String tenant,
        String channel,
        String engine,
        String from,
        String to,
        Instant startedAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String reason,
        boolean warm,
        @Nullable Long firstAudioMs,
        long longestDeadAirMs,
        List<Turn> turns,
        List<ToolUse> tools,
        Audio audio,
        Map<String, Long> usage,
        Map<String, BigDecimal> cost,
        @Nullable CarrierRecording recording,
        long heldMs,
        @Nullable JsonNode diagnostics,
        List<Moment> moments) {
    /// Of a call that nobody has recorded, without a hold.
    public CallReport(
            String id,
            String tenant,
            String channel,
            String engine,
            String from,
            String to,
            Instant startedAt,
            @Nullable Instant answeredAt,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            @Nullable String reason,
            boolean warm,
            @Nullable Long firstAudioMs,
            long longestDeadAirMs,
            List<Turn> turns,
            List<ToolUse> tools,
            Audio audio,
            Map<String, Long> usage,
            Map<String, BigDecimal> cost) {
        this(
                id,
                tenant,
                channel,
                engine,
                from,
                to,
                startedAt,
                answeredAt,
                endedAt,
                endedBy,
                reason,
                warm,
                firstAudioMs,
                longestDeadAirMs,
                turns,
                tools,
                audio,
                usage,
                cost,
                null,
                0,
                null,
                List.of());
    }

    public CallReport {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        usage = Map.copyOf(usage);
        cost = Map.copyOf(cost);
        // A JSON document reads its null as a node.
        diagnostics = diagnostics == null || diagnostics.isNull() ? null : diagnostics;
        moments = moments == null ? List.of() : List.copyOf(moments); // of an older version
    }

    /// The same call, recorded.
    public CallReport with(CarrierRecording made) {
        return with(made, diagnostics, moments);
    }

    /// The same call, with what the caller's browser has told.
    public CallReport with(JsonNode told) {
        return with(recording, told, moments);
    }

    /// The same call with what happened in it.
    public CallReport with(List<Moment> happened) {
        return with(recording, diagnostics, happened);
    }

    private CallReport with(
            @Nullable CarrierRecording made, @Nullable JsonNode told, List<Moment> happened) {
        return new CallReport(
                id,
                tenant,
                channel,
                engine,
                from,
                to,
                startedAt,
                answeredAt,
                endedAt,
                endedBy,
                reason,
                warm,
                firstAudioMs,
                longestDeadAirMs,
                turns,
                tools,
                audio,
                usage,
                cost,
                made,
                heldMs,
                told,
                happened);
    }

    public enum Who {
        CALLER,
        ASSISTANT,
        /// The switchboard itself: fillers, apologies.
        SWITCHBOARD,
        /// A person who has taken the call over from the assistant. What they say is not written
        /// down.
        OPERATOR
    }

    /// @param startMs from the start of the leg to the first audio of the turn
    /// @param endMs to its last audio; for the assistant, what was heard
    /// @param mouthToEarMs from the end of the caller's speech to the first audible frame of the
    ///   answer; null for other turns
    /// @param interrupted the caller spoke over it
    /// @param bargeInCutMs from the moment the engine heard the caller speak over it to its last
    ///   audible frame; null where nothing of it was to be heard
    public record Turn(
            Who who,
            String text,
            long startMs,
            long endMs,
            @Nullable Long mouthToEarMs,
            boolean interrupted,
            @Nullable Long bargeInCutMs) {
        /// A turn that was not cut while it sounded.
        public Turn(
                Who who,
                String text,
                long startMs,
                long endMs,
                @Nullable Long mouthToEarMs,
                boolean interrupted) {
            this(who, text, startMs, endMs, mouthToEarMs, interrupted, null);
        }
    }

    /// @param arguments as the model wrote them
    /// @param outcome the word of [io.centralita.call.tool.ToolOutcome#word()]
    /// @param startMs from the start of the leg; null where it never ran, or in reports of older
    ///   versions
    public record ToolUse(
            String name, String arguments, String outcome, long ms, @Nullable Long startMs) {
        /// One of which nobody knows when it began.
        public ToolUse(String name, String arguments, String outcome, long ms) {
            this(name, arguments, outcome, ms, null);
        }
    }

    /// Counted in 20 ms frames.
    ///
    /// @param lost frames the network or we dropped, both directions
    /// @param late frames that left later than their time
    public record Audio(long framesIn, long framesOut, long lost, long late) {}
}
