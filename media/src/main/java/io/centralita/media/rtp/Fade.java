package io.centralita.media.rtp;

/// From one piece of audio to another without a kink: half a period of a cosine.
final class Fade {
    private Fade() {}

    /// Share of the new one in a fade's sample, from 0 to 1, both excluded.
    static double share(int sample, int length) {
        return 0.5 - 0.5 * Math.cos(Math.PI * (sample + 1) / (length + 1));
    }
}
