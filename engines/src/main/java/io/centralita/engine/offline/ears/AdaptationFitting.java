package io.centralita.engine.offline.ears;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/// Makes the files `<language>-<line>.adaptation` anew: espeak-ng voices speak sentences over each
/// [Line], and an [Adaptation] is fitted to what arrives. The same program and the same espeak-ng
/// make the same files.
///
/// The sentences are random ones of the grammar, with other names than [EarsBench] has, and those
/// of `fit/<language>.txt`. None of the voices speaks in the bench.
public final class AdaptationFitting {
    private static final int SENTENCES_PER_VOICE = 45;
    private static final int LEAST_WORDS = 4;
    private static final int MOST_WORDS = 14;
    private static final int PASSES = 2;

    /// Frames of the model as it is that each phone starts with.
    private static final double TRUST = 200;

    /// Each sentence is heard on a quiet line and over this.
    private static final double NOISE_DB = 18;

    private static final List<EspeakVoice> SPANISH =
            List.of(
                    new EspeakVoice("es", 150, 45),
                    new EspeakVoice("es-419+m1", 170, 50),
                    new EspeakVoice("es+f1", 140, 55),
                    new EspeakVoice("es-419+f3", 160, 45),
                    new EspeakVoice("es+m4", 150, 60),
                    new EspeakVoice("es-419+m6", 180, 40),
                    new EspeakVoice("es+f4", 155, 50),
                    new EspeakVoice("es-419+m2", 135, 50));

    private static final List<EspeakVoice> ENGLISH =
            List.of(
                    new EspeakVoice("en-us+m1", 150, 45),
                    new EspeakVoice("en-gb+m2", 160, 50),
                    new EspeakVoice("en-us+f1", 140, 55),
                    new EspeakVoice("en-gb+f3", 150, 45),
                    new EspeakVoice("en-us+m4", 170, 60),
                    new EspeakVoice("en-gb-x-rp+m6", 155, 40),
                    new EspeakVoice("en-us+f4", 150, 50),
                    new EspeakVoice("en-gb+m5", 140, 50));

    private static final Vocabulary VOCABULARY =
            new Vocabulary(
                    List.of(23, 58, 114, 139, 260, 471, 685, 902),
                    List.of(),
                    List.of("wan", "lan", "wifi", "ether1", "ether4", "ether6", "sfp2", "bridge"));

    private final Locale language;
    private final AcousticModel model;
    private final Pronunciations sounds;
    private final List<List<String>> spoken;

    private AdaptationFitting(Locale language) throws IOException {
        this.language = language;
        model = AcousticModel.load();
        spoken = sentences();
        var words = new HashSet<String>();
        spoken.forEach(words::addAll);
        sounds = EarsModel.sounds(language, words);
    }

    /// Writes the files of one language into a directory, which must exist.
    ///
    /// @param progress a line for each step
    /// @throws IOException when espeak-ng is not installed or a file cannot be written
    public static void run(Locale language, Path directory, PrintStream progress)
            throws IOException, InterruptedException {
        var fitting = new AdaptationFitting(language);
        var speech = fitting.speak();
        progress.println(language.getLanguage() + ": " + speech.size() + " sentences spoken");
        for (var line : Line.values()) {
            var file = language.getLanguage() + "-" + line.text() + ".adaptation";
            var adaptation = fitting.fit(speech, line);
            try (var out =
                    new PrintStream(
                            Files.newOutputStream(directory.resolve(file)),
                            false,
                            StandardCharsets.US_ASCII)) {
                adaptation.write(out);
                if (out.checkError()) {
                    throw new IOException("cannot write " + file);
                }
            }
            progress.println(file);
        }
    }

    /// The sentences of all voices, one voice after another.
    private List<List<String>> sentences() throws IOException {
        var random = new Random(7);
        var net = QuestionGrammar.of(language, VOCABULARY).net();
        var found = new LinkedHashSet<List<String>>();
        var name = "fit/" + language.getLanguage() + ".txt";
        var stream = AdaptationFitting.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IOException("no resource " + name);
        }
        try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            reader.readAllLines().forEach(line -> found.add(List.of(line.split(" ", -1))));
        }
        while (found.size() < voices().size() * SENTENCES_PER_VOICE) {
            var sentence = randomSentence(net, random);
            if (sentence.size() >= LEAST_WORDS && sentence.size() <= MOST_WORDS) {
                found.add(sentence);
            }
        }
        var mixed = new ArrayList<>(found);
        java.util.Collections.shuffle(mixed, random);
        return mixed;
    }

    private static List<String> randomSentence(WordNet net, Random random) {
        var words = new ArrayList<String>();
        int state = WordNet.START;
        while (state != net.end()) {
            var arcs = net.from(state);
            if (arcs.isEmpty()) {
                // A choice of names of which there are none here.
                return List.of();
            }
            var arc = arcs.get(random.nextInt(arcs.size()));
            if (arc.word() >= 0) {
                words.add(net.words().get(arc.word()).text());
            }
            state = arc.to();
        }
        return words;
    }

    private List<EspeakVoice> voices() {
        return "es".equals(language.getLanguage()) ? SPANISH : ENGLISH;
    }

    private List<short[]> speak() throws IOException, InterruptedException {
        var speech = new ArrayList<short[]>();
        for (int i = 0; i < spoken.size(); i++) {
            var voice = voices().get(i / SENTENCES_PER_VOICE);
            speech.add(voice.say(String.join(" ", spoken.get(i))));
        }
        return speech;
    }

    private Adaptation fit(List<short[]> speech, Line line) {
        var networks =
                spoken.stream()
                        .map(s -> new WordNet(Phrase.words(String.join(" ", s))))
                        .map(net -> new PhoneNetwork(model, net, sounds))
                        .toList();
        var heard =
                IntStream.range(0, 2 * speech.size())
                        .parallel()
                        .mapToObj(
                                i -> {
                                    double noise = i % 2 == 0 ? Line.QUIET_DB : NOISE_DB;
                                    var pcm = speech.get(i / 2);
                                    var sound = line.carry(pcm, EspeakVoice.RATE_HZ, noise, i);
                                    return new FrontEnd()
                                            .features(sound, sound.length, line.bandwidthHz());
                                })
                        .toList();
        var adaptation = Adaptation.NONE;
        for (int pass = 0; pass < PASSES; pass++) {
            var adapted = model.adapted(adaptation);
            var trainer = new AdaptationTrainer(model, adapted, TRUST);
            // The noise does not move the phones: both hearings take the way of the quiet one.
            var senones =
                    IntStream.range(0, speech.size())
                            .parallel()
                            .mapToObj(
                                    i ->
                                            new Aligner(adapted, networks.get(i))
                                                    .align(heard.get(2 * i)))
                            .toList();
            for (int i = 0; i < heard.size(); i++) {
                trainer.add(heard.get(i), senones.get(i / 2));
            }
            adaptation = trainer.fit();
        }
        return adaptation;
    }
}
