package io.centralita.engine.phrase;

import io.centralita.call.text.PhraseAudio;
import io.centralita.media.AudioFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The sentences that come with the program, μ-law of 8 kHz, read into memory once: for machines on
/// which nothing else can speak.
///
/// Beside this class lie, for each language, `index.txt` (a line for each wording: the file's name,
/// a tab, the text) and the files. `ShippedPhrasesTest` notices when a wording has changed, and
/// makes them anew with `-Dcentralita.rewrite=true`.
public final class ShippedPhrases implements PhraseAudio {
    static final Set<String> LANGUAGES = Set.of("es", "en");
    static final String INDEX = "index.txt";
    static final AudioFormat FORMAT = AudioFormat.PCMU_8K;

    private final Sentences sentences;

    private ShippedPhrases(Sentences sentences) {
        this.sentences = sentences;
    }

    /// Reads all there are, for callers in any language.
    public static ShippedPhrases loadAll(Set<AudioFormat> formats) {
        var sentences = new Sentences(formats);
        LANGUAGES.forEach(language -> read(Locale.of(language), sentences));
        return new ShippedPhrases(sentences);
    }

    /// Reads one language; an unknown one has no sentences.
    public static ShippedPhrases load(Locale language, Set<AudioFormat> formats) {
        var sentences = new Sentences(formats);
        read(language, sentences);
        return new ShippedPhrases(sentences);
    }

    private static void read(Locale language, Sentences into) {
        index(language)
                .forEach((name, text) -> into.add(text, language, audio(language, name), FORMAT));
    }

    @Override
    public Optional<byte[]> find(String text, Locale language, AudioFormat format) {
        return sentences.find(text, language, format);
    }

    /// Texts by the names of their files.
    static Map<String, String> index(Locale language) {
        if (!LANGUAGES.contains(language.getLanguage())) {
            return Map.of();
        }
        var texts = new LinkedHashMap<String, String>();
        new String(read(language, INDEX), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("\t", 2))
                .forEach(parts -> texts.put(parts[0], parts[1]));
        return texts;
    }

    static byte[] audio(Locale language, String name) {
        return read(language, name);
    }

    private static byte[] read(Locale language, String name) {
        var path = language.getLanguage() + "/" + name;
        try (InputStream in = ShippedPhrases.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("missing from the program: " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
