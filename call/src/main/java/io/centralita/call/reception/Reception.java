package io.centralita.call.reception;

import io.centralita.call.cost.Ledger;
import io.centralita.call.tool.Tool;
import java.util.List;
import java.util.Locale;

/// What was decided about a caller.
public sealed interface Reception {
    /// The caller is put through.
    ///
    /// @param settings how this call is conducted: the tenant's, with what is known of the caller
    /// @param tools what the assistant can look up for this caller
    /// @param ledger where the call's cost is booked, and how much it may be
    /// @param ringing what happens before the call is answered
    record Welcome(CallSettings settings, List<Tool> tools, Ledger ledger, Ringing ringing)
            implements Reception {
        public Welcome {
            tools = List.copyOf(tools);
        }

        /// The same caller, on a way on which nothing can be recorded.
        public Welcome unrecorded() {
            return new Welcome(settings.with(RecordingRule.OFF), tools, ledger, ringing);
        }
    }

    /// Nobody is reached under the dialled number.
    ///
    /// @param language of the sentence that says so
    record NumberUnknown(Locale language) implements Reception {}
}
