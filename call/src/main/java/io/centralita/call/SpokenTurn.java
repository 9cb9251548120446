package io.centralita.call;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Who;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One turn of a [Transcript], which keeps it up to date. Confined to the call's thread.
final class SpokenTurn {
    /// Nobody has heard anything of it.
    static final long UNHEARD = -1;

    final Who who;
    private final StringBuilder text = new StringBuilder();
    long startMs;
    long endMs;
    @Nullable Long mouthToEarMs;
    @Nullable Long bargeInCutMs;
    boolean interrupted;

    /// It was taken back before anybody heard it.
    boolean unheard;

    boolean over;

    /// Its place among those that were heard, counted on; 0 before it has one.
    int number;

    SpokenTurn(Who who, long startMs) {
        this.who = who;
        this.startMs = startMs;
        this.endMs = startMs;
    }

    void add(String more) {
        if (!text.isEmpty() && !more.startsWith(" ")) {
            text.append(' ');
        }
        text.append(more.strip());
    }

    boolean isHeard() {
        return startMs != UNHEARD && !unheard;
    }

    void heardFor(Duration length) {
        endMs = startMs + length.toMillis();
    }

    boolean isWordless() {
        return text.isEmpty();
    }

    /// @param shown what of a text is shown
    String text(UnaryOperator<String> shown) {
        return shown.apply(text.toString());
    }

    CallReport.Turn report(UnaryOperator<String> shown) {
        return new CallReport.Turn(
                who, text(shown), startMs, endMs, mouthToEarMs, interrupted, bargeInCutMs);
    }
}
