package io.centralita.engine.offline.ears;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A voice of the `espeak-ng` program, to speak to the recogniser in benchmarks and tests.
///
/// @param name such as `es-419+f2`
/// @param wordsPerMinute 80 to 450
/// @param pitch 0 to 99; 50 is the voice's own
record EspeakVoice(String name, int wordsPerMinute, int pitch) {
    static final int RATE_HZ = 22_050;

    private static final int WAV_HEADER = 44;
    private static final long LONGEST_SECONDS = 20;

    EspeakVoice(String name, int wordsPerMinute) {
        this(name, wordsPerMinute, 50);
    }

    static boolean isInstalled() throws InterruptedException {
        try {
            var process = new ProcessBuilder("espeak-ng", "--version").start();
            process.getInputStream().readAllBytes();
            return process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // Not found is an answer, not a fault.
            return false;
        }
    }

    /// @throws IOException when espeak-ng is not there or fails
    short[] say(String text) throws IOException, InterruptedException {
        var command =
                List.of(
                        "espeak-ng",
                        "-v",
                        name,
                        "-s",
                        Integer.toString(wordsPerMinute),
                        "-p",
                        Integer.toString(pitch),
                        "--stdout",
                        text);
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var out = process.getInputStream()) {
            var wav = out.readAllBytes();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)
                    || process.exitValue() != 0
                    || wav.length <= WAV_HEADER) {
                throw new IOException("espeak-ng said nothing with the voice " + name);
            }
            var samples = new short[(wav.length - WAV_HEADER) / 2];
            ByteBuffer.wrap(wav, WAV_HEADER, samples.length * 2)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return samples;
        } finally {
            process.destroy();
        }
    }
}
