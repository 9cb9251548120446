package io.centralita.console.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.media.Tones;
import io.centralita.media.Wav;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// What the browser's microphone hears: a file that Chromium opens when a page begins to listen,
/// and plays again and again. Whatever is written here is heard by the next page that asks for the
/// microphone.
public final class FakeMicrophone {
    /// What Chromium's own capture runs at.
    public static final int RATE_HZ = 48_000;

    /// A second of silence at the beginning, so that a call is up before the first word.
    private static final Duration LEAD = Duration.ofSeconds(1);

    private static final double LEVEL_DBFS = -18;
    private static final int LONGEST_FILE = 16 << 20;

    private final Path file;

    private FakeMicrophone(Path file) {
        this.file = file;
    }

    static FakeMicrophone create() throws IOException {
        var microphone = new FakeMicrophone(Files.createTempFile("microphone", ".wav"));
        microphone.file.toFile().deleteOnExit();
        microphone.silence();
        return microphone;
    }

    /// Nothing at all is heard: every sample is nought.
    public void silence() throws IOException {
        play(new short[RATE_HZ]);
    }

    /// A tone without end.
    ///
    /// @param hz a whole number, so that the file's end and beginning fit
    public void tone(int hz) throws IOException {
        play(Tones.sine(hz, LEVEL_DBFS, Duration.ofSeconds(10), RATE_HZ));
    }

    /// Somebody says this once after a second of silence, and is silent then for `pause`.
    public void says(String words, Locale language, Duration pause) throws Exception {
        var spoken = Files.createTempFile("said", ".wav");
        try {
            var espeak =
                    new ProcessBuilder(
                                    "espeak-ng",
                                    "-v",
                                    language.getLanguage(),
                                    "-w",
                                    spoken.toString(),
                                    words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            assumeTrue(espeak.waitFor() == 0, "espeak-ng is not installed");
            try (InputStream in = Files.newInputStream(spoken)) {
                says(Wav.read(in, LONGEST_FILE).at(RATE_HZ).samples(), pause);
            }
        } finally {
            Files.deleteIfExists(spoken);
        }
    }

    /// As [#says(String, Locale, Duration)], recorded.
    ///
    /// @param words samples of [#RATE_HZ]
    public void says(short[] words, Duration pause) throws IOException {
        int lead = samples(LEAD);
        var whole = new short[lead + words.length + samples(pause)];
        System.arraycopy(words, 0, whole, lead, words.length);
        play(whole);
    }

    /// What is heard, again and again.
    ///
    /// @param samples of [#RATE_HZ]
    public void play(short[] samples) throws IOException {
        var whole =
                samples.length == 0 ? new short[RATE_HZ] : Arrays.copyOf(samples, samples.length);
        try (var out = Files.newOutputStream(file)) {
            Wav.write(out, whole, RATE_HZ);
        }
    }

    Path file() {
        return file;
    }

    private static int samples(Duration length) {
        return Math.toIntExact(length.toMillis() * RATE_HZ / 1_000);
    }
}
