package io.centralita.app.settings;

import io.centralita.call.reception.RecordingRule;
import io.centralita.console.live.OperatorRules.Listening;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What the console may see and do of calls, and what is kept of them as sound and in the log.
final class LiveKeys {
    static final Setting<RecordingRule> RECORD_CALLS =
            Setting.of(
                    "RECORD_CALLS",
                    new Kind.Choice<>(
                            Map.of(
                                    "off", RecordingRule.OFF,
                                    "announced", RecordingRule.ANNOUNCED,
                                    "silent", RecordingRule.SILENT),
                            List.of("off", "announced", "silent"),
                            Map.of()),
                    "off");
    static final Setting<Listening> LISTENING =
            Setting.of(
                    "LISTENING",
                    new Kind.Choice<>(
                            Map.of(
                                    "off", Listening.OFF,
                                    "announced", Listening.ANNOUNCED,
                                    "silent", Listening.SILENT),
                            List.of("off", "announced", "silent"),
                            Map.of()),
                    "off");
    static final Setting<Boolean> OPERATORS = Setting.of("OPERATORS", new Kind.Switch(), "true");
    static final Setting<Integer> CALL_LOG_HOURS =
            Setting.of("CALL_LOG_HOURS", new Kind.WholeNumber(0, 720), "48");

    static final List<Setting<?>> ALL = List.of(RECORD_CALLS, LISTENING, OPERATORS, CALL_LOG_HOURS);

    private LiveKeys() {}

    static LiveSetup setup(Reading reading) {
        return new LiveSetup(
                reading.get(RECORD_CALLS),
                reading.get(LISTENING),
                reading.get(OPERATORS),
                Duration.ofHours(reading.get(CALL_LOG_HOURS)));
    }
}
