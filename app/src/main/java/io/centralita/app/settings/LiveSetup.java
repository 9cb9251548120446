package io.centralita.app.settings;

import io.centralita.call.reception.RecordingRule;
import io.centralita.console.live.OperatorRules.Listening;
import java.time.Duration;

/// What the console may see and do of calls, and what is kept of them beside their records.
///
/// @param recording where a tenant says nothing else
/// @param listening whether calls that go on may be listened to
/// @param operators whether a person may take the assistant's place
/// @param logKept for how long the log of each call can be looked up; zero for not at all
public record LiveSetup(
        RecordingRule recording, Listening listening, boolean operators, Duration logKept) {
    /// Nothing is kept, and nobody interferes.
    public static final LiveSetup NOTHING =
            new LiveSetup(RecordingRule.OFF, Listening.OFF, false, Duration.ZERO);
}
