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
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Measures how well the offline recogniser hears: sentences spoken by espeak-ng voices over a
/// [Line].
///
/// Penalties and the threshold of rejection were chosen with the sentences of
/// `bench/<language>.tsv` in two voices; those of `bench/<language>-held-out.tsv`, in four other
/// voices, were used for nothing but measuring. The [Adaptation] was fitted to none of these voices
/// and sentences. All voices are those of one synthesiser, however, as are the ones of the fitting:
/// no figure says anything of human voices.
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

    /// Sentences and those who speak them.
    private record Set(String text, String suffix, List<EspeakVoice> voices) {}

    private static final List<Set> SPANISH =
            List.of(
                    new Set(
                            "tuning",
                            "",
                            List.of(
                                    new EspeakVoice("es+m3", 165),
                                    new EspeakVoice("es-419+f2", 150))),
                    new Set(
                            "held out",
                            "-held-out",
                            List.of(
                                    new EspeakVoice("es-419+m7", 140),
                                    new EspeakVoice("es+f5", 155),
                                    new EspeakVoice("es-419", 165),
                                    new EspeakVoice("es+m8", 150))));

    private static final List<Set> ENGLISH =
            List.of(
                    new Set(
                            "tuning",
                            "",
                            List.of(
                                    new EspeakVoice("en-us+m7", 155),
                                    new EspeakVoice("en-gb+f5", 150))),
                    new Set(
                            "held out",
                            "-held-out",
                            List.of(
                                    new EspeakVoice("en-us", 150),
                                    new EspeakVoice("en-gb", 160),
                                    new EspeakVoice("en-us+m3", 145),
                                    new EspeakVoice("en-gb+f2", 150))));

    /// @param text at most 15 letters with a set's
    private record Condition(String text, Line line, double noiseDb, Network network) {
        private Condition(String text, Line line, double noiseDb) {
            this(text, line, noiseDb, Network.PERFECT);
        }
    }

    private static final List<Condition> CONDITIONS =
            List.of(
                    new Condition("quiet", Line.TELEPHONE, Line.QUIET_DB),
                    new Condition("20 dB", Line.TELEPHONE, 20),
                    new Condition("wide", Line.WIDE, Line.QUIET_DB));

    private EarsBench() {}

    /// @param meaning null for a sentence that must be rejected
    private record Sentence(String text, @Nullable Meaning meaning) {}

    /// Speaks all sentences to a recogniser with one worker.
    ///
    /// @param progress a line for each sentence misheard and for each condition
    /// @throws RecognitionException when the recogniser cannot work
    /// @throws IOException when espeak-ng is not installed
    public static EarsReport run(Locale language, PrintStream progress)
            throws RecognitionException, IOException, InterruptedException {
        return run(language, sets(language), CONDITIONS, progress);
    }

    /// The held out sentences over telephone lines without noise, one after the other.
    ///
    /// @param networks by name
    /// @param voices that speak, at most
    public static EarsReport run(
            Locale language, Map<String, Network> networks, int voices, PrintStream progress)
            throws RecognitionException, IOException, InterruptedException {
        var heldOut = sets(language).getLast();
        var few = heldOut.voices.subList(0, Math.min(voices, heldOut.voices.size()));
        var conditions =
                networks.entrySet().stream()
                        .map(
                                network ->
                                        new Condition(
                                                network.getKey(),
                                                Line.TELEPHONE,
                                                Line.QUIET_DB,
                                                network.getValue()))
                        .toList();
        return run(
                language,
                List.of(new Set(heldOut.text, heldOut.suffix, few)),
                conditions,
                progress);
    }

    private static List<Set> sets(Locale language) {
        return "es".equals(language.getLanguage()) ? SPANISH : ENGLISH;
    }

    private static EarsReport run(
            Locale language, List<Set> sets, List<Condition> conditions, PrintStream progress)
            throws RecognitionException, IOException, InterruptedException {
        var grammar = QuestionGrammar.of(language, VOCABULARY);
        var rows = new ArrayList<EarsReport.Row>();
        try (var ears = new SphinxRecogniser(VOCABULARY, 1)) {
            for (var set : sets) {
                var sentences = sentences(language.getLanguage() + set.suffix);
                for (var condition : conditions) {
                    var tally = new EarsReport.Tally();
                    for (var voice : set.voices) {
                        for (var sentence : sentences) {
                            hear(ears, grammar, voice, sentence, condition, tally, progress);
                        }
                    }
                    var name = set.text + ", " + condition.text;
                    progress.println(name);
                    rows.add(tally.row(name));
                }
            }
        }
        return new EarsReport(language.getLanguage(), rows);
    }

    private static void hear(
            SphinxRecogniser ears,
            QuestionGrammar grammar,
            EspeakVoice voice,
            Sentence sentence,
            Condition condition,
            EarsReport.Tally tally,
            PrintStream progress)
            throws RecognitionException, IOException, InterruptedException {
        var line = condition.line;
        var speech = voice.say(sentence.text());
        long seed = sentence.text().hashCode();
        var pcm =
                line.carry(speech, EspeakVoice.RATE_HZ, condition.noiseDb, seed, condition.network);
        try (var recognition = ears.open(grammar.language(), line.bandwidthHz())) {
            int packet = ears.sampleRateHz() / 50;
            for (int at = 0; at < pcm.length; at += packet) {
                recognition.accept(pcm, at, Math.min(packet, pcm.length - at));
            }
            long before = System.nanoTime();
            var transcript = recognition.finish();
            long nanos = System.nanoTime() - before;
            var heard = transcript.understood() ? grammar.parse(transcript.text()) : null;
            var meaning =
                    heard == null ? null : heard.map(QuestionGrammar.Heard::meaning).orElse(null);
            if (!Objects.equals(sentence.meaning(), meaning)) {
                progress.println(
                        String.join(
                                " | ",
                                condition.text,
                                voice.name(),
                                sentence.text(),
                                transcript.text()));
            }
            double seconds = pcm.length / (double) ears.sampleRateHz();
            tally.add(sentence.meaning(), transcript.understood(), meaning, nanos, seconds);
        }
    }

    private static List<Sentence> sentences(String name) throws IOException {
        var stream = EarsBench.class.getResourceAsStream("bench/" + name + ".tsv");
        if (stream == null) {
            throw new IOException("no sentences to measure " + name + " with");
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
