package io.centralita.engine.offline.ears;

import io.centralita.engine.pipeline.SpeechRecogniser;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The recogniser that needs no download: hears the sentences of a [QuestionGrammar] in Spanish and
/// English and says that it did not understand anything else.
///
/// How well: with sentences and espeak-ng voices that nothing was tuned with, Spanish over μ-law at
/// 8 kHz was right for 94 % of 216 questions on a quiet line and 95 % with noise at 20 dB, and
/// turned down all and 98 % of 128 other sentences. [EarsBench] measures it, English too. Human
/// voices were never measured: expect less of them, above all of accents, children and bad
/// microphones. A number or name that sounds like another («doce», «once») is the usual mistake.
///
/// An utterance is collected while it is spoken and decoded when it ends, by one of a few worker
/// threads. Safe for use by many threads; each recognition is confined to one.
public final class SphinxRecogniser implements SpeechRecogniser {
    /// Utterances that wait for a worker; beyond that the recogniser is overloaded.
    public static final int MOST_WAITING = 32;

    /// What is kept of one utterance, in seconds; later speech is not heard.
    static final int LONGEST_SECONDS = 20;

    private static final List<Locale> LANGUAGES = List.of(Locale.of("es"), Locale.of("en"));
    private static final int MOST_WORKERS = 2;
    private static final int LONGEST = LONGEST_SECONDS * FrontEnd.SAMPLE_RATE_HZ;

    private final EarsModel model;
    private final DecodingPool pool;

    /// Loads the models, which takes a second or two unless the one before had the same names, and
    /// starts as many workers as there are cores, two at most.
    ///
    /// @throws RecognitionException when a part of the models is missing or damaged
    public SphinxRecogniser(Vocabulary vocabulary) throws RecognitionException {
        this(vocabulary, Math.min(Runtime.getRuntime().availableProcessors(), MOST_WORKERS));
    }

    /// @param workers utterances decoded at a time, 1 to 16
    public SphinxRecogniser(Vocabulary vocabulary, int workers) throws RecognitionException {
        if (workers < 1 || workers > 16) {
            throw new IllegalArgumentException("workers must be 1 to 16, not " + workers);
        }
        model = EarsModel.shared(vocabulary, LANGUAGES);
        pool = new DecodingPool(model, workers, MOST_WAITING);
        try {
            pool.warmUp(LANGUAGES);
        } catch (RecognitionException e) {
            pool.close();
            throw e;
        }
    }

    @Override
    public int sampleRateHz() {
        return FrontEnd.SAMPLE_RATE_HZ;
    }

    @Override
    public boolean speaks(Locale language) {
        return model.of(language) != null;
    }

    @Override
    public Recognition open(Locale language, int bandwidthHz) {
        if (!speaks(language)) {
            throw new IllegalArgumentException("no ears for the language " + language);
        }
        return new Utterance(language, bandwidthHz);
    }

    @Override
    public void close() {
        pool.close();
    }

    /// The work that waits or runs is guarded by this object, so that another thread may close it.
    private final class Utterance implements Recognition {
        private final Locale language;
        private final int bandwidthHz;
        private short[] samples = new short[FrontEnd.SAMPLE_RATE_HZ];
        private int length;
        private @Nullable Future<Transcript> work;
        private boolean closed;

        Utterance(Locale language, int bandwidthHz) {
            this.language = language;
            this.bandwidthHz = bandwidthHz;
        }

        @Override
        public synchronized void accept(short[] pcm, int offset, int count) {
            if (closed) {
                return;
            }
            int taken = Math.min(count, LONGEST - length);
            if (length + taken > samples.length) {
                int room = Math.min(Math.max(samples.length * 2, length + taken), LONGEST);
                samples = Arrays.copyOf(samples, room);
            }
            System.arraycopy(pcm, offset, samples, length, taken);
            length += taken;
        }

        @Override
        public Transcript finish() throws RecognitionException, InterruptedException {
            Future<Transcript> waiting;
            synchronized (this) {
                if (closed) {
                    return Transcript.NOT_UNDERSTOOD;
                }
                waiting = pool.submit(samples, length, language, bandwidthHz);
                work = waiting;
            }
            try {
                return waiting.get();
            } catch (java.util.concurrent.CancellationException e) {
                if (pool.isClosed()) {
                    throw new RecognitionException("the recogniser was closed", e);
                }
                return Transcript.NOT_UNDERSTOOD;
            } catch (ExecutionException e) {
                throw new RecognitionException("the recogniser failed", e);
            } catch (InterruptedException e) {
                waiting.cancel(false);
                throw e;
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            samples = new short[0];
            length = 0;
            if (work != null) {
                work.cancel(false);
            }
        }
    }
}
