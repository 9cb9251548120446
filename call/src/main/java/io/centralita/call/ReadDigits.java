package io.centralita.call;

import io.centralita.call.Keypad.Reading;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolResult;
import java.time.Duration;

/// What a model is told of the keys that it wanted to read.
final class ReadDigits {
    private ReadDigits() {}

    /// @param digits empty where none came
    static ToolResult result(Reading reading, String digits, long now) {
        return digits.isEmpty()
                ? ended(
                        reading,
                        new ToolOutcome.TimedOut(),
                        "The caller entered nothing. Ask whether they need more time, or would"
                                + " rather say it.",
                        now)
                : ended(
                        reading,
                        new ToolOutcome.Answered("entered"),
                        "The caller pressed: " + digits,
                        now);
    }

    /// The caller says something instead.
    static ToolResult spoken(Reading reading, long now) {
        return ended(
                reading,
                new ToolOutcome.Cancelled(),
                "The caller pressed no keys, they spoke instead. Go by what they said.",
                now);
    }

    /// There is one at a time.
    static ToolResult busy(ToolCall call) {
        return wrong(call, "The caller is being asked for keys already. Wait for that result.");
    }

    static ToolResult wrong(ToolCall call, String feedback) {
        var outcome = new ToolOutcome.InvalidArguments(feedback);
        return new ToolResult(call, outcome, feedback, Duration.ZERO);
    }

    private static ToolResult ended(Reading reading, ToolOutcome outcome, String output, long now) {
        return new ToolResult(
                reading.call(), outcome, output, Duration.ofNanos(now - reading.startedAt()));
    }
}
