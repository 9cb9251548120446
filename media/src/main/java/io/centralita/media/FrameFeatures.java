package io.centralita.media;

/// What one 20 ms frame says about itself: its level without hum, and how periodic it is. Belongs
/// to one thread.
final class FrameFeatures {
    /// A tenth of this is the loudest that mains hum gets on a line that still carries speech.
    private static final double HIGH_PASS_HZ = 200;

    /// Pitch is sought at this rate, over 30 ms, between 62 and 400 Hz.
    private static final int PITCH_RATE_HZ = 4_000;

    private static final int WINDOW = PITCH_RATE_HZ * 30 / 1_000;
    private static final int SHORTEST_LAG = PITCH_RATE_HZ / 400;
    private static final int LONGEST_LAG = PITCH_RATE_HZ / 62;
    private static final int PER_FRAME = PITCH_RATE_HZ / 50;

    private final int decimation;
    private final int frameSamples;
    private final float[] pitchBuffer = new float[WINDOW + LONGEST_LAG];

    private final double b;
    private final double a1;
    private final double a2;
    private double in1;
    private double in2;
    private double out1;
    private double out2;

    private double levelDbfs;

    FrameFeatures(int sampleRateHz) {
        this.decimation = sampleRateHz / PITCH_RATE_HZ;
        this.frameSamples = sampleRateHz / 50;
        // Second-order Butterworth high-pass by the bilinear transform.
        double k = Math.tan(Math.PI * HIGH_PASS_HZ / sampleRateHz);
        double norm = 1 / (1 + Math.sqrt(2) * k + k * k);
        this.b = norm;
        this.a1 = 2 * (k * k - 1) * norm;
        this.a2 = (1 - Math.sqrt(2) * k + k * k) * norm;
    }

    void take(short[] samples, int offset) {
        System.arraycopy(pitchBuffer, PER_FRAME, pitchBuffer, 0, pitchBuffer.length - PER_FRAME);
        int write = pitchBuffer.length - PER_FRAME;
        double energy = 0;
        double sum = 0;
        for (int i = 0; i < frameSamples; i++) {
            double filtered = highPass(samples[offset + i]);
            energy += filtered * filtered;
            sum += filtered;
            if ((i + 1) % decimation == 0) {
                pitchBuffer[write++] = (float) sum;
                sum = 0;
            }
        }
        double rms = Math.sqrt(energy / frameSamples) / 32_768;
        levelDbfs = rms < 1e-5 ? Levels.NOTHING_DBFS : 20 * Math.log10(rms);
    }

    /// Level of the frame above 200 Hz.
    double levelDbfs() {
        return levelDbfs;
    }

    /// How much the last 30 ms look like themselves one pitch period earlier: 0.3 at most for hiss,
    /// above 0.6 for vowels.
    double periodicity() {
        double own = energy(pitchBuffer.length - WINDOW);
        double best = 0;
        double shifted = energy(pitchBuffer.length - WINDOW - SHORTEST_LAG + 1);
        for (int lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag++) {
            int from = pitchBuffer.length - WINDOW - lag;
            float entering = pitchBuffer[from];
            float leaving = pitchBuffer[from + WINDOW];
            shifted += entering * entering - leaving * leaving;
            double likeness = product(from) / Math.sqrt(own * Math.max(shifted, 1) + 1);
            best = Math.max(best, likeness);
        }
        return best;
    }

    private double energy(int from) {
        double sum = 0;
        for (int i = from; i < from + WINDOW; i++) {
            sum += pitchBuffer[i] * pitchBuffer[i];
        }
        return sum;
    }

    private double product(int from) {
        int now = pitchBuffer.length - WINDOW;
        float even = 0;
        float odd = 0;
        for (int i = 0; i < WINDOW; i += 2) {
            even += pitchBuffer[now + i] * pitchBuffer[from + i];
            odd += pitchBuffer[now + i + 1] * pitchBuffer[from + i + 1];
        }
        return even + odd;
    }

    private double highPass(double in) {
        double out = b * (in - 2 * in1 + in2) - a1 * out1 - a2 * out2;
        in2 = in1;
        in1 = in;
        out2 = out1;
        out1 = out;
        return out;
    }
}
