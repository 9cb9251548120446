package io.centralita.engine.speech;

import io.centralita.call.scope.Time;
import io.centralita.engine.pipeline.SpeechRecogniser;
import io.centralita.engine.speech.Rota.Place;
import io.centralita.engine.speech.SpeechWatcher.Role;
import io.centralita.media.Resampler;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Several recognisers as one: a turn that the first cannot recognise is given whole to the next.
/// That a part did not understand is an answer, not a failure: nobody else is asked.
///
/// Listens at the rate of the first; the others get their own. All tries together have to fit into
/// what the pipeline grants, so each part has to give up in time by itself. Thread-safe; each
/// recognition is confined to one thread.
public final class FailoverRecogniser implements SpeechRecogniser {
    private final Rota<SpeechRecogniser> rota;

    /// @param parts in the order of preference, at least one; they are not closed
    /// @param coolDown how long a part that failed is left alone
    public FailoverRecogniser(
            List<SpeechPart<SpeechRecogniser>> parts,
            Duration coolDown,
            SpeechWatcher watcher,
            Time time) {
        rota = new Rota<>(Role.RECOGNISER, parts, coolDown, watcher, time);
    }

    @Override
    public int sampleRateHz() {
        return rota.first().sampleRateHz();
    }

    @Override
    public boolean speaks(Locale language) {
        return rota.any(part -> part.speaks(language));
    }

    @Override
    public Recognition open(Locale language, int bandwidthHz) {
        return new Turn(language, bandwidthHz);
    }

    /// What is collected and under way is guarded by this object, so that another thread may close
    /// it.
    private final class Turn implements Recognition {
        private final Locale language;
        private final int bandwidthHz;
        private final TurnAudio audio = new TurnAudio(sampleRateHz());
        private @Nullable Recognition underWay;
        private boolean closed;

        Turn(Locale language, int bandwidthHz) {
            this.language = language;
            this.bandwidthHz = bandwidthHz;
        }

        @Override
        public synchronized void accept(short[] pcm, int offset, int length) {
            if (!closed) {
                audio.add(pcm, offset, length);
            }
        }

        @Override
        public Transcript finish() throws RecognitionException, InterruptedException {
            short[] samples;
            synchronized (this) {
                samples = audio.samples();
            }
            var places = rota.fitting(part -> part.speaks(language));
            var why = new RecognitionException("no recogniser for " + language.toLanguageTag());
            for (var place : places) {
                if (isClosed()) {
                    return Transcript.NOT_UNDERSTOOD;
                }
                if (rota.admits(place, place.equals(places.getLast()))) {
                    try {
                        return by(place, samples);
                    } catch (RecognitionException e) {
                        why = e;
                    }
                }
            }
            throw why;
        }

        private Transcript by(Place<SpeechRecogniser> place, short[] samples)
                throws RecognitionException, InterruptedException {
            boolean settled = false;
            try (var recognition = begin(place)) {
                int hz = place.part().sampleRateHz();
                var converted = Resampler.convert(samples, sampleRateHz(), hz);
                recognition.accept(converted, 0, converted.length);
                var transcript = recognition.finish();
                if (!isClosed()) {
                    settled = true;
                    rota.served(place);
                }
                return transcript;
            } catch (RecognitionException e) {
                if (isClosed()) {
                    return Transcript.NOT_UNDERSTOOD;
                }
                settled = true;
                rota.failed(place, e);
                throw e;
            } catch (RuntimeException e) {
                if (isClosed()) {
                    return Transcript.NOT_UNDERSTOOD;
                }
                settled = true;
                var fault = new RecognitionException(place.name() + " threw", e);
                rota.failed(place, fault);
                throw fault;
            } finally {
                if (!settled) {
                    rota.left(place);
                }
            }
        }

        private synchronized Recognition begin(Place<SpeechRecogniser> place) {
            var recognition = place.part().open(language, bandwidthHz);
            underWay = recognition;
            if (closed) {
                recognition.close();
            }
            return recognition;
        }

        private synchronized boolean isClosed() {
            return closed;
        }

        @Override
        public synchronized void close() {
            closed = true;
            audio.forget();
            if (underWay != null) {
                underWay.close();
            }
        }
    }
}
