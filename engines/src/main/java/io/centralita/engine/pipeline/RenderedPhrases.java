package io.centralita.engine.pipeline;

import io.centralita.call.text.PhraseAudio;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.AudioFormat;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import io.centralita.media.Transcoder;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sentences spoken once, before any call, and kept in memory in the formats legs use. Immutable,
/// safe from any thread.
public final class RenderedPhrases implements PhraseAudio {
    private static final Logger log = LoggerFactory.getLogger(RenderedPhrases.class);

    /// Failures one after the other; a voice that fails so often is not asked again.
    static final int MOST_FAILURES = 3;

    private record Key(String text, String language, AudioFormat format) {}

    private final Map<Key, byte[]> audio;

    private RenderedPhrases(Map<Key, byte[]> audio) {
        this.audio = Map.copyOf(audio);
    }

    /// Nothing rendered: for machines without a voice.
    public static RenderedPhrases none() {
        return new RenderedPhrases(Map.of());
    }

    /// Speaks every sentence once. Takes as long as the synthesiser needs. A sentence at which it
    /// fails, or of which nothing can be heard, is left out and costs no other one; after
    /// [#MOST_FAILURES] running, the rest is left to others.
    ///
    /// @param sentences by language; languages the synthesiser does not speak are passed over
    public static RenderedPhrases render(
            SpeechSynthesiser synthesiser,
            Map<Locale, ? extends Collection<String>> sentences,
            Set<AudioFormat> formats)
            throws InterruptedException {
        var audio = new HashMap<Key, byte[]>();
        for (var language : sentences.entrySet()) {
            if (synthesiser.speaks(language.getKey())) {
                render(synthesiser, language.getKey(), language.getValue(), formats, audio);
            }
        }
        return new RenderedPhrases(audio);
    }

    private static void render(
            SpeechSynthesiser synthesiser,
            Locale language,
            Collection<String> texts,
            Set<AudioFormat> formats,
            Map<Key, byte[]> audio)
            throws InterruptedException {
        var spoken = AudioFormat.pcm(synthesiser.sampleRateHz());
        int failures = 0;
        for (var text : texts) {
            try {
                var pcm = speak(synthesiser, text, Voice.of(language));
                for (var format : formats) {
                    audio.put(key(text, language, format), convert(pcm, spoken, format));
                }
                failures = 0;
            } catch (SynthesisException e) {
                log.atWarn().addKeyValue("text", text).setCause(e).log("phrase not rendered");
                failures++;
            }
            if (failures == MOST_FAILURES) {
                log.atWarn().log("the phrases are left to others");
                return;
            }
        }
    }

    @Override
    public Optional<byte[]> find(String text, Locale language, AudioFormat format) {
        return Optional.ofNullable(audio.get(key(text, language, format))).map(byte[]::clone);
    }

    /// Sentences in memory, each format for itself.
    public int size() {
        return audio.size();
    }

    /// Regions do not count: what was said for `es` serves `es-MX`.
    private static Key key(String text, Locale language, AudioFormat format) {
        return new Key(text, language.getLanguage(), format);
    }

    private static byte[] speak(SpeechSynthesiser synthesiser, String text, Voice voice)
            throws SynthesisException, InterruptedException {
        var pcm = new ByteArrayOutputStream();
        synthesiser.speak(
                text,
                voice,
                (samples, offset, length) -> {
                    pcm.writeBytes(Pcm.bytes(samples, offset, length));
                    return true;
                });
        var audio = pcm.toByteArray();
        if (!Levels.isAnyAudible(audio, AudioFormat.pcm(synthesiser.sampleRateHz()))) {
            throw new SynthesisException("nothing of it can be heard");
        }
        return audio;
    }

    private static byte[] convert(byte[] pcm, AudioFormat spoken, AudioFormat format) {
        var transcoder = Transcoder.between(spoken, format);
        var whole = new ByteArrayOutputStream();
        for (var part : List.of(transcoder.convert(pcm), transcoder.flush())) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
