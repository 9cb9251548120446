package io.centralita.engine.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.Phrase;
import io.centralita.call.text.BundledTexts;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.RenderedPhrases;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Levels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `-Dcentralita.rewrite=true` (with espeak-ng) speaks all sentences anew.
class ShippedPhrasesTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/centralita/engine/phrase");

    /// A little faster than in calls: it keeps the program small.
    private static final EspeakSettings BRISK =
            new EspeakSettings(EspeakSettings.DEFAULTS.latinAmerican(), 185);

    private static final long MOST_BYTES = 2_100_000;

    private final BundledTexts texts = new BundledTexts();

    @ParameterizedTest
    @ValueSource(strings = {"es", "en"})
    void every_wording_has_a_file_and_every_file_a_wording(String tag) throws Exception {
        var language = Locale.of(tag);
        var wanted = wordings(language);
        if (Boolean.getBoolean("centralita.rewrite")) {
            rewrite(language, wanted);
        }
        assertThat(ShippedPhrases.index(language))
                .as("run this test with -Dcentralita.rewrite=true")
                .isEqualTo(wanted);
        for (var name : wanted.keySet()) {
            var audio = ShippedPhrases.audio(language, name);
            assertThat(ShippedPhrases.FORMAT.duration(audio.length))
                    .as(name)
                    .isBetween(Duration.ofMillis(400), Duration.ofSeconds(12));
            assertThat(Levels.rmsDbfs(G711.decodeMuLaw(audio))).as(name).isBetween(-30.0, -5.0);
            assertThat(audibleAfter(audio)).as(name).isLessThan(Duration.ofMillis(60));
        }
    }

    @Test
    void all_of_them_together_stay_small() throws IOException {
        long bytes = 0;
        for (var tag : ShippedPhrases.LANGUAGES) {
            try (var files = Files.list(RESOURCES.resolve(tag))) {
                for (var file : files.toList()) {
                    bytes += Files.size(file);
                }
            }
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void a_sentence_is_there_in_the_legs_format() {
        var spanish = Locale.of("es");
        var shipped =
                ShippedPhrases.load(spanish, Set.of(AudioFormat.PCMU_8K, AudioFormat.PCM_24K));
        for (var text : Phrase.sentences(texts, spanish)) {
            var line = shipped.find(text, spanish, AudioFormat.PCMU_8K).orElseThrow();
            var wide = shipped.find(text, Locale.of("es", "MX"), AudioFormat.PCM_24K).orElseThrow();
            assertThat(AudioFormat.PCM_24K.duration(wide.length))
                    .isCloseTo(AudioFormat.PCMU_8K.duration(line.length), Duration.ofMillis(5));
        }
        assertThat(shipped.find("otra cosa", spanish, AudioFormat.PCMU_8K)).isEmpty();
        assertThat(
                        ShippedPhrases.load(Locale.FRENCH, Set.of())
                                .find("a", Locale.FRENCH, AudioFormat.PCMU_8K))
                .isEmpty();
    }

    /// Texts by the names of their files.
    private Map<String, String> wordings(Locale language) {
        var names = new LinkedHashMap<String, String>();
        for (var phrase : Phrase.values()) {
            var variants = texts.variants(phrase.key(), language);
            for (int i = 0; i < variants.size(); i++) {
                names.put(phrase.key() + "." + (i + 1) + ".ulaw", variants.get(i));
            }
        }
        return names;
    }

    private static void rewrite(Locale language, Map<String, String> wordings) throws Exception {
        var directory = RESOURCES.resolve(language.getLanguage());
        Files.createDirectories(directory);
        try (var old = Files.list(directory)) {
            for (var file : old.toList()) {
                Files.delete(file);
            }
        }
        var index = new StringBuilder();
        try (var voice = EspeakSynthesiser.open(BRISK)) {
            var rendered =
                    RenderedPhrases.render(
                            voice,
                            Map.of(language, List.copyOf(wordings.values())),
                            Set.of(ShippedPhrases.FORMAT));
            for (var each : wordings.entrySet()) {
                var audio =
                        rendered.find(each.getValue(), language, ShippedPhrases.FORMAT)
                                .orElseThrow();
                write(directory.resolve(each.getKey()), trimmed(audio));
                index.append(each.getKey()).append('\t').append(each.getValue()).append('\n');
            }
        }
        write(
                directory.resolve(ShippedPhrases.INDEX),
                index.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /// Into the sources, and to where this run looks for it.
    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        var built =
                Path.of("target/classes").resolve(Path.of("src/main/resources").relativize(file));
        Files.createDirectories(built.getParent());
        Files.write(built, content);
    }

    /// Without the silence before and after it.
    private static byte[] trimmed(byte[] audio) {
        int from = 0;
        int to = audio.length;
        int frame = ShippedPhrases.FORMAT.frameBytes();
        while (from + frame < to && isQuiet(audio, from, frame)) {
            from += frame;
        }
        while (to - frame > from && isQuiet(audio, to - frame, frame)) {
            to -= frame;
        }
        return java.util.Arrays.copyOfRange(audio, from, to);
    }

    private static Duration audibleAfter(byte[] audio) {
        int frame = ShippedPhrases.FORMAT.frameBytes();
        int from = 0;
        while (from + frame < audio.length && isQuiet(audio, from, frame)) {
            from += frame;
        }
        return ShippedPhrases.FORMAT.duration(from);
    }

    private static boolean isQuiet(byte[] audio, int from, int length) {
        var samples = G711.decodeMuLaw(java.util.Arrays.copyOfRange(audio, from, from + length));
        return Levels.rmsDbfs(samples) < -50;
    }
}
