package io.centralita.engine.offline.ears;

import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Measures how well the offline recogniser hears: the questions of `bench/<language>.tsv`, spoken
/// by espeak-ng voices that no part was tuned with, over a μ-law telephone line.
public final class EarsBench {
    private static final Vocabulary VOCABULARY =
            new Vocabulary(
                    List.of(146, 147, 12, 205, 310, 7),
                    List.of(
                            "Fibra Óptica",
                            "Torre Norte",
                            "Hotspot Centro",
                            "Torre Sur",
                            "Nodo Rural",
                            "Respaldo"),
                    List.of(
                            "wan", "lan", "wifi", "ether1", "ether2", "ether3", "ether4", "ether5",
                            "sfp1", "bridge"));

    private static final List<EspeakVoice> SPANISH =
            List.of(
                    new EspeakVoice("es+m3", 165),
                    new EspeakVoice("es-419+f2", 150),
                    new EspeakVoice("es-419+m7", 140),
                    new EspeakVoice("es+f5", 155));

    private static final List<EspeakVoice> ENGLISH =
            List.of(new EspeakVoice("en-us", 150), new EspeakVoice("en-gb+f2", 150));

    private static final int TELEPHONE_HZ = 4_000;
    private static final double QUIET = Double.POSITIVE_INFINITY;

    private EarsBench() {}

    /// @param meaning null for a sentence that must be rejected
    private record Sentence(String text, @Nullable Meaning meaning) {}

    /// Speaks all sentences to a recogniser with one worker.
    ///
    /// @param progress a line for each voice
    /// @throws RecognitionException when the recogniser cannot work
    /// @throws IOException when espeak-ng is not installed
    public static EarsReport run(Locale language, PrintStream progress)
            throws RecognitionException, IOException, InterruptedException {
        var sentences = sentences(language.getLanguage());
        var grammar = QuestionGrammar.of(language, VOCABULARY);
        var rows = new ArrayList<EarsReport.Row>();
        try (var ears = new SphinxRecogniser(VOCABULARY, 1)) {
            for (double noiseDb : new double[] {QUIET, 20}) {
                var tally = new EarsReport.Tally();
                for (var voice : "es".equals(language.getLanguage()) ? SPANISH : ENGLISH) {
                    for (var sentence : sentences) {
                        hear(ears, language, grammar, voice, sentence, noiseDb, tally);
                    }
                    progress.println(voice.name() + (noiseDb == QUIET ? ", quiet" : ", 20 dB"));
                }
                rows.add(tally.row(noiseDb == QUIET ? "quiet line" : "noise at 20 dB"));
            }
        }
        return new EarsReport(language.getLanguage(), rows);
    }

    private static void hear(
            SphinxRecogniser ears,
            Locale language,
            QuestionGrammar grammar,
            EspeakVoice voice,
            Sentence sentence,
            double noiseDb,
            EarsReport.Tally tally)
            throws RecognitionException, IOException, InterruptedException {
        var random = new Random(sentence.text().hashCode());
        var pcm =
                TelephoneLine.carry(
                        voice.say(sentence.text()), EspeakVoice.RATE_HZ, noiseDb, random);
        try (var recognition = ears.open(language, TELEPHONE_HZ)) {
            recognition.accept(pcm, 0, pcm.length);
            long before = System.nanoTime();
            var transcript = recognition.finish();
            long nanos = System.nanoTime() - before;
            var heard = transcript.understood() ? grammar.parse(transcript.text()) : null;
            var meaning =
                    heard == null ? null : heard.map(QuestionGrammar.Heard::meaning).orElse(null);
            double seconds = pcm.length / (double) ears.sampleRateHz();
            tally.add(sentence.meaning(), transcript.understood(), meaning, nanos, seconds);
        }
    }

    private static List<Sentence> sentences(String language) throws IOException {
        var stream = EarsBench.class.getResourceAsStream("bench/" + language + ".tsv");
        if (stream == null) {
            throw new IOException("no sentences to measure " + language + " with");
        }
        try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return reader.readAllLines().stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(EarsBench::sentence)
                    .toList();
        }
    }

    private static Sentence sentence(String line) {
        var part = line.split("\t", -1);
        if ("-".equals(part[1])) {
            return new Sentence(part[0], null);
        }
        var slots = new TreeMap<String, String>();
        Arrays.stream(part[2].split(",", -1))
                .filter(slot -> !slot.isEmpty())
                .forEach(slot -> slots.put(slot.split("=", -1)[0], slot.split("=", -1)[1]));
        return new Sentence(part[0], new Meaning(part[1], slots));
    }
}
