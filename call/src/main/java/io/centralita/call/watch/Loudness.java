package io.centralita.call.watch;

import io.centralita.media.Codec;
import io.centralita.media.Levels;

/// How loud audio is, as waveforms show it: 0 at -60 dBFS and below, 100 at full scale, even steps
/// of decibels between. Stateless.
public final class Loudness {
    private static final double FLOOR_DBFS = -60;
    private static final double FULL_SCALE = 32_768.0 * 32_768.0;

    private Loudness() {}

    public static int of(byte[] frame, Codec codec) {
        return of(Levels.meanSquare(frame, codec));
    }

    /// @param meanSquare in units of one 16 bit step squared
    public static int of(long meanSquare) {
        if (meanSquare == 0) {
            return 0;
        }
        double dbfs = 10 * Math.log10(meanSquare / FULL_SCALE);
        return Math.clamp(Math.round(100 * (1 - dbfs / FLOOR_DBFS)), 0, 100);
    }
}
