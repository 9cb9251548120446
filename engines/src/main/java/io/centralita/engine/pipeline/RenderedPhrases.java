package io.centralita.engine.pipeline;

import io.centralita.call.text.PhraseAudio;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.AudioFormat;
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

/// Sentences spoken once, before any call, and kept in memory in the formats legs use. Immutable,
/// safe from any thread.
public final class RenderedPhrases implements PhraseAudio {
    private record Key(String text, String language, AudioFormat format) {}

    private final Map<Key, byte[]> audio;

    private RenderedPhrases(Map<Key, byte[]> audio) {
        this.audio = Map.copyOf(audio);
    }

    /// Nothing rendered: for machines without a voice.
    public static RenderedPhrases none() {
        return new RenderedPhrases(Map.of());
    }

    /// Speaks every sentence once. Takes as long as the synthesiser needs.
    ///
    /// @param sentences by language; languages the synthesiser does not speak are passed over
    /// @throws SynthesisException when the synthesiser fails at one of them
    public static RenderedPhrases render(
            SpeechSynthesiser synthesiser,
            Map<Locale, ? extends Collection<String>> sentences,
            Set<AudioFormat> formats)
            throws SynthesisException, InterruptedException {
        var audio = new HashMap<Key, byte[]>();
        for (var language : sentences.entrySet()) {
            if (synthesiser.speaks(language.getKey())) {
                for (var text : language.getValue()) {
                    var pcm = speak(synthesiser, text, Voice.of(language.getKey()));
                    for (var format : formats) {
                        audio.put(
                                key(text, language.getKey(), format),
                                convert(pcm, synthesiser.sampleRateHz(), format));
                    }
                }
            }
        }
        return new RenderedPhrases(audio);
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
        return pcm.toByteArray();
    }

    private static byte[] convert(byte[] pcm, int sampleRateHz, AudioFormat format) {
        var transcoder = Transcoder.between(AudioFormat.pcm(sampleRateHz), format);
        var whole = new ByteArrayOutputStream();
        for (var part : List.of(transcoder.convert(pcm), transcoder.flush())) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
