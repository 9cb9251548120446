package io.centralita.engine.pipeline;

import io.centralita.call.engine.Usage;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Understands what the test says was said; nothing when there is nothing left.
final class ScriptedRecogniser implements SpeechRecogniser {
    final ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger finished = new AtomicInteger();
    final CountDownLatch hangs = new CountDownLatch(1);
    volatile List<Usage> uses = List.of();
    volatile int lastSamples;
    volatile boolean hang;
    volatile boolean holdOpening;
    volatile @Nullable RuntimeException bug;
    volatile boolean broken;
    volatile Locale language = Locale.of("es");

    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    @Override
    public boolean speaks(Locale wanted) {
        return wanted.getLanguage().equals(language.getLanguage());
    }

    @Override
    public Recognition open(Locale wanted, int bandwidthHz) {
        if (bandwidthHz != 4_000) {
            throw new AssertionError("a telephone line carries 4 kHz, not " + bandwidthHz);
        }
        opened.incrementAndGet();
        if (holdOpening) {
            PipelineRig.await(() -> hangs.getCount() == 0);
        }
        return new Scripted();
    }

    private final class Scripted implements Recognition {
        private int samples;
        private volatile boolean given;

        @Override
        public void accept(short[] pcm, int offset, int length) {
            samples += length;
        }

        @Override
        public Transcript finish() throws RecognitionException, InterruptedException {
            var thrown = bug;
            if (thrown != null) {
                throw thrown;
            }
            if (broken) {
                throw new RecognitionException("broken");
            }
            if (hang) {
                hangs.await();
            }
            lastSamples = samples;
            finished.incrementAndGet();
            var text = texts.peek();
            return text == null || text.isEmpty()
                    ? Transcript.NOT_UNDERSTOOD
                    : new Transcript(text, 1, uses);
        }

        @Override
        public void close() {
            if (!given) {
                given = true;
                closed.incrementAndGet();
            }
        }
    }
}
