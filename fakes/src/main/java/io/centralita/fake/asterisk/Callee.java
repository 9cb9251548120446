package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.audio.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a phone does that is called: by ARI, as `PJSIP/<name>`.
///
/// @param after how long it rings; null for ever
/// @param cause of Q.850 where it does not want the call; 0: it answers
/// @param acts once it has answered
public record Callee(@Nullable Duration after, int cause, Format format, List<Call.Act> acts) {
    private static final int BUSY = 17;

    public Callee {
        acts = List.copyOf(acts);
    }

    public static Callee answeringAfter(Duration time) {
        return new Callee(time, 0, Format.ULAW, List.of());
    }

    public static Callee busy() {
        return new Callee(Duration.ZERO, BUSY, Format.ULAW, List.of());
    }

    public static Callee ringing() {
        return new Callee(null, 0, Format.ULAW, List.of());
    }

    public Callee and(Duration at, Call.Deed deed) {
        var more = new ArrayList<>(acts);
        more.add(new Call.Act(at, deed));
        return new Callee(after, cause, format, more);
    }
}
