package io.centralita.call;

import io.centralita.call.tool.ReadDigitsTool;
import io.centralita.call.tool.ToolCall;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gathers the keys that a caller presses into entries: `#`, a pause or too many of them end one.
/// Knows whether a tool waits for an entry ([Reading]), and how long. Decides by the time it is
/// given; confined to the call's thread.
final class Keypad {
    /// Who presses no further key for so long has finished.
    static final Duration PAUSE = Duration.ofSeconds(2);

    /// No tool waits longer for an entry, whatever goes on meanwhile.
    static final Duration LONGEST_READING = Duration.ofMinutes(2);

    /// An entry that a tool waits for.
    ///
    /// @param call to be answered
    record Reading(ToolCall call, ReadDigitsTool.Wish.Right wish, long startedAt) {}

    /// An entry is over.
    ///
    /// @param digits what was pressed, without a key that only ends it; may be empty
    /// @param reading who waited for it; null for nobody
    record Entry(String digits, @Nullable Reading reading) {}

    private static final char STANDARD_END = '#';

    private final StringBuilder digits = new StringBuilder();
    private long pressedAt;
    private @Nullable Reading reading;
    private long quietSince = SilenceGuard.NEVER;

    /// A tool waits from now on. What the caller is keying in already counts.
    void read(Reading wanted) {
        reading = wanted;
    }

    @Nullable Reading reading() {
        return reading;
    }

    /// Nobody waits for this tool call any more.
    void forget(String toolCallId) {
        if (reading != null && reading.call().id().equals(toolCallId)) {
            reading = null;
        }
    }

    /// Whether an entry has begun.
    boolean isEntering() {
        return !digits.isEmpty();
    }

    /// A key.
    ///
    /// @return the entry, where it is complete
    Optional<Entry> pressed(char key, long now) {
        if (key == end()) {
            // Pressed by itself where nobody waits, it is what the caller has to say.
            if (reading == null && digits.isEmpty()) {
                digits.append(key);
            }
            return Optional.of(over());
        }
        digits.append(key);
        pressedAt = now;
        return digits.length() >= most() ? Optional.of(over()) : Optional.empty();
    }

    /// Time passed.
    Optional<Entry> due(long now) {
        return now >= nextDeadline() ? Optional.of(over()) : Optional.empty();
    }

    /// How things stand: called after every event.
    ///
    /// @param quiet since when the caller could press the first key undisturbed,
    ///   [SilenceGuard#NEVER] where they could not
    void observe(long quiet) {
        quietSince = quiet;
    }

    /// When to ask again.
    long nextDeadline() {
        if (isEntering()) {
            return digits.length() >= most() ? pressedAt : pressedAt + PAUSE.toNanos();
        }
        if (reading == null) {
            return SilenceGuard.NEVER;
        }
        long last = reading.startedAt() + LONGEST_READING.toNanos();
        return quietSince == SilenceGuard.NEVER
                ? last
                : Math.min(
                        last,
                        Math.max(reading.startedAt(), quietSince)
                                + reading.wish().patience().toNanos());
    }

    private Entry over() {
        var entry = new Entry(digits.toString(), reading);
        digits.setLength(0);
        reading = null;
        return entry;
    }

    private char end() {
        return reading == null ? STANDARD_END : reading.wish().terminator();
    }

    private int most() {
        return reading == null ? ReadDigitsTool.LONGEST : reading.wish().most();
    }
}
