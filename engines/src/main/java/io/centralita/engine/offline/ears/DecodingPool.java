package io.centralita.engine.offline.ears;

import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.engine.pipeline.SpeechRecogniser.Transcript;
import io.centralita.media.Noise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few daemon platform threads that decode utterances in the order in which they ended. The queue
/// is bounded; work that was cancelled while it waited is skipped.
final class DecodingPool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DecodingPool.class);
    private static final int TELEPHONE_HZ = 4_000;

    /// One utterance for a worker; its decoders are put in when it runs.
    private interface Job {
        Transcript run(Map<String, Decoder> decoders);
    }

    private static final class Work extends FutureTask<Transcript> {
        private final Binding binding;

        Work(Job job) {
            this(job, new Binding());
        }

        private Work(Job job, Binding binding) {
            super(() -> job.run(binding.decoders));
            this.binding = binding;
        }

        void run(Map<String, Decoder> decoders) {
            binding.decoders = decoders;
            run();
        }
    }

    /// Written and read by the worker only.
    private static final class Binding {
        private Map<String, Decoder> decoders = Map.of();
    }

    /// How far the hiss lies below the speech.
    private static final double HISS_DB = 36;

    private static final long HISS_SEED = 146;

    private final EarsModel model;
    private final BlockingQueue<Work> queue;
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean closed;

    DecodingPool(EarsModel model, int threads, int mostWaiting) {
        this.model = model;
        queue = new ArrayBlockingQueue<>(mostWaiting);
        for (int i = 0; i < threads; i++) {
            workers.add(Thread.ofPlatform().daemon().name("ears-" + i).start(this::serve));
        }
    }

    boolean isClosed() {
        return closed;
    }

    /// @throws RecognitionException when too many utterances wait, or the pool is closed
    Future<Transcript> submit(short[] pcm, int length, Locale language, int bandwidthHz)
            throws RecognitionException {
        var work = new Work(decoders -> decode(decoders, pcm, length, language, bandwidthHz));
        if (closed) {
            throw new RecognitionException("the recogniser is closed");
        }
        if (!queue.offer(work)) {
            log.atWarn().addKeyValue("waiting", queue.size()).log("recogniser overloaded");
            throw new RecognitionException("too many utterances wait to be recognised");
        }
        if (closed) {
            work.cancel(false);
        }
        return work;
    }

    /// Lets the compiler see the search before the first caller does: a second of noise for each
    /// language. Waits for them.
    void warmUp(List<Locale> languages) throws RecognitionException {
        var noise = new short[FrontEnd.SAMPLE_RATE_HZ];
        long state = 1;
        for (int i = 0; i < noise.length; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            noise[i] = (short) ((state >> 52) / 2);
        }
        for (var language : languages) {
            try {
                submit(noise, noise.length, language, TELEPHONE_HZ).get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RecognitionException("interrupted while the recogniser started", e);
            } catch (ExecutionException e) {
                throw new RecognitionException("the recogniser fails", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        workers.forEach(Thread::interrupt);
        for (var waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            waiting.cancel(false);
        }
    }

    private void serve() {
        var decoders = new HashMap<String, Decoder>();
        try {
            while (!closed) {
                queue.take().run(decoders);
            }
        } catch (InterruptedException e) {
            log.atDebug().log("worker ends");
        }
    }

    private Transcript decode(
            Map<String, Decoder> decoders,
            short[] pcm,
            int length,
            Locale language,
            int bandwidthHz) {
        var ears = model.of(language);
        if (ears == null) {
            throw new IllegalArgumentException("no ears for the language " + language);
        }
        var acoustics = ears.model(bandwidthHz);
        var key = language.getLanguage() + (acoustics == ears.telephone() ? "/telephone" : "/wide");
        var decoder =
                decoders.computeIfAbsent(
                        key, k -> new Decoder(acoustics, ears.network(), ears.grammar()));
        return decoder.transcribe(overHiss(pcm, length), length, bandwidthHz);
    }

    /// The utterance as it would sound on a line that hisses a little. Digital lines are perfectly
    /// silent between words; the model has never heard that, and takes most clean speech inside
    /// such silence for something else.
    private static short[] overHiss(short[] pcm, int length) {
        var said = Arrays.copyOf(pcm, length);
        return Noise.of(Noise.Kind.WHITE, HISS_SEED, FrontEnd.SAMPLE_RATE_HZ).over(said, HISS_DB);
    }
}
