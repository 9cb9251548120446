package io.centralita.app.matrix;

import io.centralita.engine.pipeline.SpeechRecogniser;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A recogniser that knows what was said.
final class FaultyEars implements SpeechRecogniser {
    private static final Duration USUAL = Duration.ofMillis(150);

    private final World world;
    private final Supplier<String> said;
    private @Nullable Fault fault;

    FaultyEars(World world, Supplier<String> said) {
        this.world = world;
        this.said = said;
    }

    void strike(Fault what) {
        fault = what;
    }

    @Override
    public int sampleRateHz() {
        return 8_000;
    }

    @Override
    public boolean speaks(Locale language) {
        return true;
    }

    @Override
    public Recognition open(Locale language, int bandwidthHz) {
        return new Recognition() {
            @Override
            public void accept(short[] pcm, int offset, int length) {}

            @Override
            public Transcript finish() throws RecognitionException, InterruptedException {
                world.sleep(USUAL);
                if (fault == Fault.RECOGNISER_FAILS) {
                    throw new RecognitionException("broken by the matrix");
                }
                if (fault == Fault.RECOGNISER_HANGS) {
                    world.await(() -> false);
                }
                return new Transcript(said.get(), 1);
            }

            @Override
            public void close() {}
        };
    }
}
