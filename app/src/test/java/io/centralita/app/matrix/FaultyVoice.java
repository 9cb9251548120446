package io.centralita.app.matrix;

import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.media.G711;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A synthesiser whose speech is found again in what the caller hears: at the line's own rate, so
/// that nothing is resampled.
final class FaultyVoice implements SpeechSynthesiser {
    private static final int RATE_HZ = 8_000;
    private static final int PIECE = RATE_HZ / 10;
    private static final Duration PIECE_TAKES = Duration.ofMillis(20);

    private final World world;
    private final SoundBook sounds;
    private @Nullable Fault fault;

    FaultyVoice(World world, SoundBook sounds) {
        this.world = world;
        this.sounds = sounds;
    }

    void strike(Fault what) {
        fault = what;
    }

    @Override
    public int sampleRateHz() {
        return RATE_HZ;
    }

    @Override
    public boolean speaks(Locale language) {
        return true;
    }

    @Override
    public void speak(String text, Voice voice, Sink sink)
            throws SynthesisException, InterruptedException {
        var samples = G711.decodeMuLaw(sounds.speech(text));
        for (int at = 0; at < samples.length; at += PIECE) {
            world.sleep(PIECE_TAKES);
            if (fault == Fault.SYNTHESISER_FAILS) {
                throw new SynthesisException("broken by the matrix");
            }
            if (fault == Fault.SYNTHESISER_HANGS) {
                world.await(() -> false);
            }
            if (!sink.accept(samples, at, Math.min(PIECE, samples.length - at))) {
                return;
            }
        }
    }
}
