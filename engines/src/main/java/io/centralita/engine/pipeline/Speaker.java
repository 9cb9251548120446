package io.centralita.engine.pipeline;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.engine.Usage;
import io.centralita.call.scope.Time;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.AudioFormat;
import io.centralita.media.Pcm;
import org.jspecify.annotations.Nullable;

/// Speaks the sentences of one reply as one utterance. Confined to the answering thread.
final class Speaker {
    private final SpeechSynthesiser synthesiser;
    private final Voice voice;
    private final SpeechOut out;
    private final EngineListener events;
    private final Floor floor;
    private final Time time;
    private final long deadlineNanos;
    private final AudioFormat format;
    private final boolean aloud;
    private final HeardText heard = new HeardText();
    private long utterance;
    private boolean cut;
    private @Nullable Long firstAudioAt;

    /// @param aloud false where words without sound are wanted
    Speaker(
            SpeechSynthesiser synthesiser,
            Voice voice,
            SpeechOut out,
            EngineListener events,
            Floor floor,
            Time time,
            long deadlineNanos,
            boolean aloud) {
        this.synthesiser = synthesiser;
        this.voice = voice;
        this.out = out;
        this.events = events;
        this.floor = floor;
        this.time = time;
        this.deadlineNanos = deadlineNanos;
        this.aloud = aloud;
        this.format = AudioFormat.pcm(synthesiser.sampleRateHz());
    }

    /// Speaks a sentence, waiting while the caller has enough to hear.
    ///
    /// @throws InterruptedException also when the utterance was cut and nothing more is wanted
    void say(String sentence) throws SynthesisException, InterruptedException {
        if (utterance == 0) {
            utterance = out.begin(format);
        }
        heard.begin(sentence);
        events.on(new EngineEvent.AssistantSaid(utterance, sentence));
        if (!aloud) {
            if (Thread.interrupted()) {
                throw new InterruptedException("nobody wants the rest");
            }
            return;
        }
        expectAudio();
        synthesiser.speak(sentence, voice, new Line());
        if (cut) {
            throw new InterruptedException("utterance was cut");
        }
    }

    private final class Line implements SpeechSynthesiser.Sink {
        @Override
        public boolean accept(short[] pcm, int offset, int length) throws InterruptedException {
            return write(pcm, offset, length);
        }

        @Override
        public void used(Usage usage) {
            events.on(new EngineEvent.Used(usage));
        }
    }

    private boolean write(short[] pcm, int offset, int length) throws InterruptedException {
        floor.noDeadline();
        if (firstAudioAt == null) {
            firstAudioAt = time.nanoTime();
        }
        cut = !out.write(utterance, Pcm.bytes(pcm, offset, length));
        heard.sounds(length * 1_000_000_000L / format.sampleRateHz());
        expectAudio();
        return !cut;
    }

    private void expectAudio() {
        floor.waitFor("synthesiser", time.nanoTime() + deadlineNanos);
    }

    /// Nothing follows.
    void end() {
        if (utterance != 0) {
            out.end(utterance);
        }
    }

    /// True when the call wanted no more of it.
    boolean wasCut() {
        return cut;
    }

    /// Zero where nothing was said.
    long utterance() {
        return utterance;
    }

    HeardText heard() {
        return heard;
    }

    boolean spoke() {
        return utterance != 0;
    }

    /// False where the words are for reading: they count as taken in once they are sent.
    boolean aloud() {
        return aloud;
    }

    /// When the first audio was ready, by the injected time; null where there was none.
    @Nullable Long firstAudioAt() {
        return firstAudioAt;
    }
}
