package io.centralita.app.browser;

import io.centralita.app.demo.Speech;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.Likeness;
import io.centralita.media.Recording;
import java.util.Arrays;
import java.util.Locale;

/// How much a sentence sounds like something in a recording, although a jitter buffer has stretched
/// and shortened it on the way: word for word, each looked for where the one before it ended.
final class HeardWords implements AutoCloseable {
    /// What is compared.
    private static final int RATE_HZ = 8_000;

    /// A short word.
    private static final int PIECE = RATE_HZ * 3 / 10;

    /// By how much a piece may come earlier or later than the one before it says.
    private static final int SLACK = RATE_HZ / 8;

    private final EspeakSynthesiser voice;
    private final short[] recording;

    HeardWords(Recording recording) throws Exception {
        voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
        this.recording = recording.at(RATE_HZ).samples();
    }

    /// Near 1 for the same sentence; a sentence with another number in it is less alike.
    double likeness(String sentence, Locale language) throws Exception {
        var wanted =
                Speech.withoutSilentEnd(Speech.of(voice, sentence, Voice.of(language)))
                        .at(RATE_HZ)
                        .samples();
        if (wanted.length < PIECE || recording.length < wanted.length) {
            return 0;
        }
        int expected = Likeness.find(recording, wanted, RATE_HZ).offset();
        double sum = 0;
        int pieces = 0;
        for (int at = 0; at + PIECE <= wanted.length; at += PIECE / 2) {
            int first = Math.max(0, expected - SLACK);
            int last = Math.min(recording.length, expected + PIECE + SLACK);
            if (last - first < PIECE) {
                return 0; // the sentence is cut off
            }
            var match =
                    Likeness.find(
                            Arrays.copyOfRange(recording, first, last),
                            Arrays.copyOfRange(wanted, at, at + PIECE),
                            RATE_HZ);
            sum += match.score();
            pieces++;
            int found = match.score() > 0.8 ? first + match.offset() : expected;
            expected = found + PIECE / 2;
        }
        return sum / pieces;
    }

    @Override
    public void close() {
        voice.close();
    }
}
