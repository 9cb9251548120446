package io.centralita.call.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A live call at one moment, at a glance. Offsets count from `zeroAt`.
///
/// @param zeroAt when the caller was put through; before, when the call began
/// @param deadAirSinceMs since when the caller waits for us and hears nothing; null where they do
///   not
/// @param tools that run
/// @param turns how many there were so far
/// @param recorded by the carrier or by us
/// @param operator who has the call in the assistant's place; null where nobody has
public record CallView(
        String id,
        String tenant,
        String channel,
        String engine,
        String from,
        String to,
        Instant startedAt,
        @Nullable Instant answeredAt,
        Instant zeroAt,
        Phase phase,
        Turn turn,
        @Nullable Hears hears,
        @Nullable Long deadAirSinceMs,
        long longestDeadAirMs,
        @Nullable Long firstAudioMs,
        List<RunningTool> tools,
        int turns,
        Map<String, BigDecimal> cost,
        boolean recorded,
        @Nullable String operator) {
    public CallView {
        tools = List.copyOf(tools);
        cost = Map.copyOf(cost);
    }

    public enum Phase {
        @JsonProperty("ringing")
        RINGING,
        /// The engine is being opened.
        @JsonProperty("opening")
        OPENING,
        @JsonProperty("talking")
        TALKING,
        /// The last words are on their way.
        @JsonProperty("leaving")
        LEAVING
    }

    /// Whose turn it is.
    public enum Turn {
        @JsonProperty("caller-speaks")
        CALLER_SPEAKS,
        @JsonProperty("caller-waits")
        CALLER_WAITS,
        @JsonProperty("caller-keys")
        CALLER_KEYS,
        @JsonProperty("callers-turn")
        CALLERS_TURN,
        @JsonProperty("on-hold")
        ON_HOLD,
        @JsonProperty("with-operator")
        WITH_OPERATOR
    }

    /// Who sounds in the caller's ear.
    public enum Hears {
        @JsonProperty("assistant")
        ASSISTANT,
        @JsonProperty("switchboard")
        SWITCHBOARD,
        @JsonProperty("operator")
        OPERATOR
    }

    public record RunningTool(String id, String name, long startMs) {}

    /// A call is named in logs by its id alone: numbers are personal.
    @Override
    public String toString() {
        return id;
    }
}
