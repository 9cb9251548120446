package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.media.Recording;
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
    private static final int DECLINED = 21;
    private static final int KEY_MS = 120;

    public Callee {
        acts = List.copyOf(acts);
    }

    public static Callee answeringAfter(Duration time) {
        return new Callee(time, 0, Format.ULAW, List.of());
    }

    public static Callee busy() {
        return new Callee(Duration.ZERO, BUSY, Format.ULAW, List.of());
    }

    /// 603.
    public static Callee declining() {
        return rejectingAfter(Duration.ZERO, DECLINED);
    }

    /// @param cause of Q.850
    public static Callee rejectingAfter(Duration time, int cause) {
        return new Callee(time, cause, Format.ULAW, List.of());
    }

    public Callee speaks(Format other) {
        return new Callee(after, cause, other, acts);
    }

    /// Once it has answered.
    public Callee speaking(Recording recording) {
        return and(Duration.ZERO, new Call.Deed.Say(recording));
    }

    public Callee pressingAt(Duration at, String keys) {
        return and(at, new Call.Deed.Press(keys, KEY_MS));
    }

    public Callee hangingUpAt(Duration at) {
        return and(at, new Call.Deed.HangUp());
    }

    /// For ever.
    public static Callee ringing() {
        return new Callee(null, 0, Format.ULAW, List.of());
    }

    public Callee and(Duration at, Call.Deed deed) {
        var more = new ArrayList<>(acts);
        more.add(new Call.Act(at, deed));
        return new Callee(after, cause, format, more);
    }
}
