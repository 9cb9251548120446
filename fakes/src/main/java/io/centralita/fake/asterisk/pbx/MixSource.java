package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Conversion;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.media.Pcm;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// What came from one side and was not mixed yet. Of what comes faster than it is taken, 100 ms are
/// kept.
final class MixSource {
    private static final int KEPT_TICKS = 5;

    private final Format within;
    private final Map<Format, Conversion> conversions = new EnumMap<>(Format.class);
    private short[] waiting = {};

    /// @param within linear
    MixSource(Format within) {
        this.within = within;
    }

    void add(Frame frame) {
        var more =
                Pcm.samples(
                        conversions
                                .computeIfAbsent(
                                        frame.format(), from -> new Conversion(from, within))
                                .convert(frame)
                                .payload());
        int room = KEPT_TICKS * within.frameSamples() - waiting.length;
        int taken = Math.clamp(room, 0, more.length);
        int before = waiting.length;
        waiting = Arrays.copyOf(waiting, before + taken);
        System.arraycopy(more, 0, waiting, before, taken);
    }

    /// Of 20 ms at most.
    short[] next() {
        int count = Math.min(within.frameSamples(), waiting.length);
        var frame = Arrays.copyOf(waiting, count);
        waiting = Arrays.copyOfRange(waiting, count, waiting.length);
        return frame;
    }
}
