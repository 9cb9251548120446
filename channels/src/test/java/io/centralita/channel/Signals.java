package io.centralita.channel;

/// Audio for tests.
public final class Signals {
    private Signals() {}

    /// A sine at 8 kHz.
    public static short[] tone(double hertz, int milliseconds) {
        var samples = new short[milliseconds * 8];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * i / 8_000));
        }
        return samples;
    }
}
