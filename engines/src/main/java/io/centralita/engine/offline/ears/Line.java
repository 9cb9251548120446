package io.centralita.engine.offline.ears;

import io.centralita.media.G711;
import io.centralita.media.Noise;
import io.centralita.media.Resampler;
import java.util.Locale;

/// What the way to the recogniser does to speech. Benchmarks, tests and the fitting of an
/// [Adaptation] hear through it.
enum Line {
    /// 200 to 4 000 Hz, μ-law at 8 kHz (ITU-T G.711).
    TELEPHONE(8_000),
    /// All that 16 kHz carry.
    WIDE(16_000);

    /// A line without noise.
    static final double QUIET_DB = Double.POSITIVE_INFINITY;

    private static final double LOWEST_HZ = 200;

    /// Root mean square of speech where it sounds, and of the line itself, in steps of 16 bits.
    private static final double SPEECH_LEVEL = 3_600;

    private static final double HISS = 3;

    private final int rateHz;

    Line(int rateHz) {
        this.rateHz = rateHz;
    }

    int bandwidthHz() {
        return rateHz / 2;
    }

    /// `telephone` or `wide`, as resources are named.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param speech at `fromHz`
    /// @param noiseDb how far white noise lies below the speech
    /// @return what arrives, at 16 kHz, with 0.2 s of line before and 0.3 s after the speech
    short[] carry(short[] speech, int fromHz, double noiseDb, long seed) {
        return carry(speech, fromHz, noiseDb, seed, Network.PERFECT);
    }

    /// @param network that a telephone line's μ-law goes over
    short[] carry(short[] speech, int fromHz, double noiseDb, long seed, Network network) {
        var narrow = Resampler.convert(speech, fromHz, rateHz);
        double level = Noise.activeRms(narrow, rateHz);
        double gain = level > 0 ? SPEECH_LEVEL / level : 1;
        double noise = SPEECH_LEVEL * Math.pow(10, -noiseDb / 20) + HISS;
        int before = rateHz / 5;
        var hiss = Noise.of(Noise.Kind.WHITE, seed, rateHz).samples(narrow.length + rateHz / 2);
        var sent = new short[hiss.length];
        double share = 1 - Math.exp(-2 * Math.PI * LOWEST_HZ / rateHz);
        double low = 0;
        for (int i = 0; i < sent.length; i++) {
            boolean inside = i >= before && i < before + narrow.length;
            double sample = inside ? narrow[i - before] * gain : 0;
            if (this == TELEPHONE) {
                low += share * (sample - low);
                sample -= low;
            }
            sent[i] = (short) Math.clamp(Math.round(sample + hiss[i] * noise), -32_768, 32_767);
        }
        if (this == WIDE) {
            return sent;
        }
        var heard = G711.decodeMuLaw(network.carry(G711.encodeMuLaw(sent), seed));
        return Resampler.convert(heard, rateHz, FrontEnd.SAMPLE_RATE_HZ);
    }
}
