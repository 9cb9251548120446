package io.centralita.engine.phrase;

import io.centralita.engine.phrase.PhraseVoice.Rendered;
import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import io.centralita.media.Pcm;
import io.centralita.media.Transcoder;
import io.centralita.media.Wav;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// Sentences on disk, one WAV file each, named after text, voice and language: another text or
/// voice is another file. For the start of a process; blocks.
public final class PhraseStore {
    /// Two minutes of 24 kHz: longer is no sentence.
    private static final int MOST_BYTES = 6_000_000;

    private final Path directory;

    public PhraseStore(Path directory) {
        this.directory = directory;
    }

    /// @throws IOException when there is a file and it cannot be read
    Optional<Rendered> find(String text, String voice, Locale language) throws IOException {
        try (var in = Files.newInputStream(file(text, voice, language))) {
            var recording = Wav.read(in, MOST_BYTES);
            return Optional.of(
                    new Rendered(
                            Pcm.bytes(recording.samples()),
                            AudioFormat.pcm(recording.sampleRateHz())));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// Keeps a sentence. A reader never sees half of it.
    void keep(String text, String voice, Locale language, Rendered said) throws IOException {
        Files.createDirectories(directory);
        var rate = said.format().sampleRateHz();
        var pcm =
                said.format().codec() == Codec.PCM16
                        ? said.audio()
                        : Transcoder.between(said.format(), AudioFormat.pcm(rate))
                                .convert(said.audio());
        var wav = new ByteArrayOutputStream();
        Wav.write(wav, Pcm.samples(pcm), rate);
        var whole = Files.createTempFile(directory, "phrase", ".part");
        try {
            Files.write(whole, wav.toByteArray());
            Files.move(whole, file(text, voice, language), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private Path file(String text, String voice, Locale language) {
        var key = String.join("\n", voice, language.getLanguage(), text);
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(digest, 0, 16) + ".wav");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
