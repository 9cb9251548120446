package io.centralita.call.leg;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.transfer.Destination;
import java.util.List;
import java.util.Locale;

/// Where a caller goes who leaves us without hanging up.
///
/// @param to whom they are put through to, and whether that person is told first
///   ([Destination#attended])
/// @param caller who they are
/// @param history what was said until then: for the person who takes them, and for when they come
///   back. Digits that are a secret are masked in it
public record Onward(Destination to, Caller caller, List<HistoryEntry> history) {
    /// A caller, as far as they are known to those who hand them on.
    ///
    /// @param callId of the call that ends
    /// @param tenant whom they called
    /// @param number as the channel named it, empty where it did not
    /// @param language they were spoken to in
    public record Caller(String callId, String tenant, String number, Locale language) {
        /// Of whom nothing is known.
        public static final Caller UNKNOWN = new Caller("", "default", "", Locale.of("es"));

        /// Numbers are personal: they do not print.
        @Override
        public String toString() {
            return "Caller[" + callId + "]";
        }
    }

    public Onward {
        history = List.copyOf(history);
    }

    /// With a caller of whom nothing is known.
    public Onward(Destination to, List<HistoryEntry> history) {
        this(to, Caller.UNKNOWN, history);
    }

    /// What was said is personal: it does not print.
    @Override
    public String toString() {
        return "Onward[" + to + "]";
    }
}
