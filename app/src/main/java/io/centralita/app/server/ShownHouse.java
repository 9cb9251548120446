package io.centralita.app.server;

import io.centralita.call.Phrase;
import io.centralita.call.text.PhraseAudio;
import io.centralita.call.text.SpokenTexts;
import io.centralita.call.tool.Tool;
import io.centralita.console.house.House;
import io.centralita.media.AudioFormat;
import io.centralita.media.Wav;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// This house, as the console shows it to those who run it.
///
/// @param allowed what a tenant's assistant may use, or any
/// @param engines that calls of the console may wish for
/// @param lines how calls get here
record ShownHouse(
        Surroundings surroundings,
        Function<Optional<String>, List<Tool>> allowed,
        List<String> engines,
        List<Line> lines,
        SpokenTexts texts,
        PhraseAudio audio)
        implements House {
    /// Every supply of sentences has this one.
    private static final AudioFormat HEARD = AudioFormat.PCM_24K;

    @Override
    public List<SettingGroup> settings(Locale language) {
        return surroundings
                .reading()
                .map(reading -> ShownSettings.of(reading, language))
                .orElse(List.of());
    }

    @Override
    public List<ToolEntry> tools(Optional<String> tenant) {
        return allowed.apply(tenant).stream()
                .map(Tool::definition)
                .map(
                        tool ->
                                new ToolEntry(
                                        tool.name(),
                                        tool.description(),
                                        tool.parameters(),
                                        tool.confirmed()))
                .toList();
    }

    @Override
    public List<Prompt> prompts(Locale language) {
        return Arrays.stream(Phrase.values())
                .map(
                        phrase ->
                                new Prompt(
                                        phrase.key(),
                                        texts.variants(phrase.key(), language).stream()
                                                .map(
                                                        text ->
                                                                new Wording(
                                                                        text,
                                                                        isHeard(text, language)))
                                                .toList()))
                .toList();
    }

    private boolean isHeard(String text, Locale language) {
        return audio.find(text, language, HEARD).isPresent();
    }

    @Override
    public Optional<byte[]> promptAudio(String key, int wording, Locale language) {
        return Arrays.stream(Phrase.values())
                .filter(phrase -> phrase.key().equals(key))
                .flatMap(phrase -> texts.variants(key, language).stream().skip(wording).limit(1))
                .findFirst()
                .flatMap(text -> audio.find(text, language, HEARD))
                .map(ShownHouse::wav);
    }

    private static byte[] wav(byte[] pcm) {
        var samples = new short[pcm.length / 2];
        ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        var file = new ByteArrayOutputStream(pcm.length + 64);
        try {
            Wav.write(file, samples, HEARD.sampleRateHz());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of a buffer in memory
        }
        return file.toByteArray();
    }

    @Override
    public void examine(Locale language, Consumer<Outcome> found) throws InterruptedException {
        try {
            surroundings.doctor().examine(language, found);
        } catch (StartFailure e) {
            throw new IllegalStateException("the doctor could not start what it needs", e);
        }
    }
}
