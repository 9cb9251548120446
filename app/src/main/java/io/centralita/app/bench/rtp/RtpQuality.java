package io.centralita.app.bench.rtp;

import io.centralita.engine.offline.ears.EarsBench;
import io.centralita.engine.offline.ears.EarsReport;
import io.centralita.engine.offline.ears.Network;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.media.G711;
import io.centralita.media.Tones;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a bad network leaves of tones and of spoken questions, against a perfect one.
final class RtpQuality {
    static final List<Locale> LANGUAGES = List.of(Locale.of("es"), Locale.ENGLISH);
    static final List<Integer> TONES_HZ = List.of(440, 1_000);

    private static final int RATE_HZ = 8_000;
    private static final double LEVEL_DBFS = -15;
    private static final Duration TONE = Duration.ofSeconds(60);

    /// Beginning and end of a tone are not measured.
    private static final int EDGE = RATE_HZ;

    private static final long SEED = 6;

    /// Silence in place of what is missing would leave less than 13; ours left 24 and more.
    private static final double LEAST_DB = 20;

    /// Questions that may be misheard more often than without faults, in hundredths.
    private static final double MOST_LOST = 10;

    private RtpQuality() {}

    /// @param perfect without faults
    record Tone(int hz, double perfect, double bad) {}

    /// Shares of questions heard rightly, 0 to 1.
    record Ears(Locale language, int questions, double perfect, double bad) {}

    record Found(List<Tone> tones, List<Ears> ears) {
        boolean good() {
            return tones.stream().allMatch(tone -> tone.bad() > LEAST_DB)
                    && ears.stream()
                            .allMatch(one -> 100 * (one.perfect() - one.bad()) <= MOST_LOST);
        }
    }

    /// @param voices for each language, at most
    static Found measure(int voices, PrintStream progress)
            throws RecognitionException, IOException, InterruptedException {
        var ears = new ArrayList<Ears>();
        for (var language : LANGUAGES) {
            ears.add(ears(language, voices, progress));
        }
        return new Found(TONES_HZ.stream().map(RtpQuality::tone).toList(), ears);
    }

    static Tone tone(int hz) {
        return new Tone(hz, purity(hz, FaultyNetwork.PERFECT), purity(hz, FaultyNetwork.BAD));
    }

    private static double purity(int hz, Network network) {
        var sent = G711.encodeMuLaw(Tones.sine(hz, LEVEL_DBFS, TONE, RATE_HZ));
        var heard = G711.decodeMuLaw(network.carry(sent, SEED));
        return TonePurity.sinadDb(
                Arrays.copyOfRange(heard, EDGE, heard.length - EDGE), hz, RATE_HZ);
    }

    private static Ears ears(Locale language, int voices, PrintStream progress)
            throws RecognitionException, IOException, InterruptedException {
        Map<String, Network> networks = new LinkedHashMap<>();
        networks.put("perfect", FaultyNetwork.PERFECT);
        networks.put("bad", FaultyNetwork.BAD);
        var rows = EarsBench.run(language, networks, voices, progress).rows();
        EarsReport.Row perfect = rows.getFirst();
        return new Ears(
                language, perfect.questions(), perfect.understood(), rows.getLast().understood());
    }
}
