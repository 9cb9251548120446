package io.centralita.media.rtp;

/// The last pitch periods of a stretch of audio, over and over. One period at first, then two, then
/// three, so that it does not buzz. Each seam is an overlap of a quarter of a period.
final class Repetition {
    private static final int MOST_PERIODS = 3;

    private final short[] source;
    private final int growEvery;
    private int pitch = 4;
    private int periods;
    private int position;
    private int produced;

    /// Where the first sample repeated lies off the last one heard.
    private double step;

    private int formerPeriods;
    private int formerPosition;
    private int overlapLeft;

    Repetition(int length, int sampleRateHz) {
        source = new short[length];
        growEvery = sampleRateHz / 100;
    }

    /// @param newPitch in samples; three periods and a quarter are there
    void begin(short[] audio, int newPitch) {
        System.arraycopy(audio, 0, source, 0, source.length);
        pitch = newPitch;
        periods = 1;
        position = 0;
        produced = 0;
        overlapLeft = 0;
        int last = source.length - 1;
        step = source[last] - source[last - pitch];
    }

    /// A quarter of a period, in samples.
    int quarter() {
        return pitch / 4;
    }

    double next() {
        if (produced > 0 && produced % growEvery == 0 && periods < MOST_PERIODS) {
            grow();
        }
        double value = at(periods, position);
        position = (position + 1) % (periods * pitch);
        if (overlapLeft > 0) {
            double share = 1 - Fade.share(quarter() - overlapLeft, quarter());
            value += share * (at(formerPeriods, formerPosition) - value);
            formerPosition = (formerPosition + 1) % (formerPeriods * pitch);
            overlapLeft--;
        }
        if (produced < quarter()) {
            value += step * (1 - Fade.share(produced, quarter()));
        }
        produced++;
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /// One period more, which begins that much earlier, in phase.
    private void grow() {
        formerPeriods = periods;
        formerPosition = position;
        overlapLeft = quarter();
        position %= pitch;
        periods++;
    }

    private double at(int inPeriods, int place) {
        int loop = inPeriods * pitch;
        int start = source.length - loop;
        double value = source[start + place];
        int overlap = place - (loop - quarter());
        if (overlap < 0) {
            return value;
        }
        double share = Fade.share(overlap, quarter());
        return value + share * (source[start - quarter() + overlap] - value);
    }
}
