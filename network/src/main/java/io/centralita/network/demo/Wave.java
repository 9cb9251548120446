package io.centralita.network.demo;

/// A rate that follows the day and trembles a little, and its exact sum over time.
///
/// A sum of sines: smooth, never negative (the amplitudes add up to less than 1), and with an
/// integral that can be written down, so that counters and rates agree.
final class Wave {
    private static final double[] PERIODS_SECONDS = {86_400, 5_400, 173, 31, 7};
    private static final double[] AMPLITUDES = {0.42, 0.12, 0.06, 0.04, 0.03};

    /// The day's highest point, in seconds after midnight UTC.
    private static final double BUSIEST_SECOND = 21 * 3_600;

    private final double mean;
    private final double[] phases = new double[PERIODS_SECONDS.length];

    Wave(double mean, Chance chance) {
        this.mean = mean;
        phases[0] = Math.PI / 2 - 2 * Math.PI * BUSIEST_SECOND / PERIODS_SECONDS[0];
        for (int i = 1; i < phases.length; i++) {
            phases[i] = 2 * Math.PI * chance.of(i).unit();
        }
    }

    double rate(long epochSecond) {
        var swing = 1.0;
        for (int i = 0; i < phases.length; i++) {
            swing += AMPLITUDES[i] * Math.sin(angle(i, epochSecond));
        }
        return mean * swing;
    }

    /// The integral of the rate from one second to another.
    double sum(long fromEpochSecond, long toEpochSecond) {
        double seconds = toEpochSecond - fromEpochSecond;
        for (int i = 0; i < phases.length; i++) {
            var turns = PERIODS_SECONDS[i] / (2 * Math.PI);
            seconds +=
                    AMPLITUDES[i]
                            * turns
                            * (Math.cos(angle(i, fromEpochSecond))
                                    - Math.cos(angle(i, toEpochSecond)));
        }
        return mean * seconds;
    }

    private double angle(int i, long epochSecond) {
        return 2 * Math.PI * epochSecond / PERIODS_SECONDS[i] + phases[i];
    }
}
