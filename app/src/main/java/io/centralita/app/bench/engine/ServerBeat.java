package io.centralita.app.bench.engine;

/// Finds out which of the server's beats a caller is served at. The server paces at four moments of
/// each 20 ms, on a grid that begins where [System#nanoTime()] does; most frames come soon after
/// their own. Belongs to one caller.
public final class ServerBeat {
    private static final int BEATS = 4;
    private static final long APART_NANOS = Beat.PERIOD_NANOS / BEATS;

    private final int[] arrivals = new int[BEATS];
    private int own;

    /// Takes down that a frame came.
    ///
    /// @return how long after the beat
    public long behind(long arrivedNanos) {
        int beat = (int) (Math.floorMod(arrivedNanos, Beat.PERIOD_NANOS) / APART_NANOS);
        arrivals[beat]++;
        if (arrivals[beat] > arrivals[own]) {
            own = beat;
        }
        return Math.floorMod(arrivedNanos - own * APART_NANOS, Beat.PERIOD_NANOS);
    }
}
