package io.centralita.app.settings;

import io.centralita.call.reception.RecordingRule;
import io.centralita.console.live.OperatorRules.Listening;
import java.util.ArrayList;
import java.util.List;

/// What an operator wants of calls that cannot be had where browsers are connected with the model
/// straight: their audio does not pass here.
public final class UnheardCalls {
    private UnheardCalls() {}

    /// The settings that have no effect on calls of browsers, as they are written; none where no
    /// call goes another way.
    public static List<String> wishes(Settings settings) {
        var wishes = new ArrayList<String>();
        if (settings.forwardsBrowsers()) {
            var live = settings.data().live();
            if (live.recording() != RecordingRule.OFF) {
                wishes.add(LiveKeys.RECORD_CALLS.name() + "=" + live.recording().word());
            }
            if (live.listening() != Listening.OFF) {
                wishes.add(LiveKeys.LISTENING.name());
            }
        }
        return List.copyOf(wishes);
    }
}
