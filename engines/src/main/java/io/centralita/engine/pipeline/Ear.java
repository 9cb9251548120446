package io.centralita.engine.pipeline;

import io.centralita.call.engine.TurnTaking;
import io.centralita.engine.pipeline.SpeechRecogniser.Recognition;
import io.centralita.media.AudioFormat;
import io.centralita.media.Endpointer;
import io.centralita.media.Pcm;
import io.centralita.media.SpeechEvent;
import io.centralita.media.Transcoder;
import io.centralita.media.VoiceActivity;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Hears turns in a caller's audio: when one begins, when its text may be asked for on speculation,
/// when it is over. All times come from the audio itself; no threads, no clock.
///
/// Belongs to the hearing thread.
final class Ear implements AutoCloseable {
    /// Where turns are told. Does not block.
    interface Listener {
        void speechStarted();

        /// A pause that may be the end: the turn's text may be asked for.
        void paused(CallerTurn turn);

        /// It was not the end; what was found out about the turn so far is void.
        void resumed(CallerTurn turn);

        /// What was begun is taken back.
        void forgotten(CallerTurn turn);

        /// @param silence since the speech really ended
        void speechEnded(CallerTurn turn, Duration silence);
    }

    /// Audio kept while nobody speaks: more than the beginning of speech is ever found late.
    private static final int KEPT_MS = 1_000;

    /// The longest turn where the peer says when it is over; what is longer loses its beginning.
    private static final int LONGEST_TURN_S = 120;

    private final SpeechRecogniser recogniser;
    private final Locale language;
    private final Listener listener;
    private final Transcoder toSamples;
    private final int rateHz;
    private final int bandwidthHz;
    private final VoiceActivity voiceActivity;
    private final Endpointer.Settings standard;
    private Endpointer endpointer;
    private AudioWindow window = new AudioWindow();
    private boolean detects = true;
    private @Nullable Duration silence;
    private long manualSamples;
    private short[] rest = {};
    private long audioFrom;
    private @Nullable CallerTurn turn;
    private boolean handedOver;

    Ear(
            AudioFormat input,
            Endpointer.Settings settings,
            SpeechRecogniser recogniser,
            Locale language,
            Listener listener) {
        this.recogniser = recogniser;
        this.language = language;
        this.listener = listener;
        rateHz = input.sampleRateHz() == 8_000 ? 8_000 : 16_000;
        bandwidthHz = Math.min(input.sampleRateHz(), rateHz) / 2;
        toSamples = Transcoder.between(input, AudioFormat.pcm(rateHz));
        voiceActivity = new VoiceActivity(rateHz);
        standard = settings;
        endpointer = new Endpointer(settings, rateHz);
    }

    void hear(byte[] audio) {
        short[] samples = joined(rest, Pcm.samples(toSamples.convert(audio)));
        int frame = voiceActivity.frameSamples();
        int from = 0;
        for (; from + frame <= samples.length; from += frame) {
            hearFrame(Arrays.copyOfRange(samples, from, from + frame));
        }
        rest = Arrays.copyOfRange(samples, from, samples.length);
    }

    /// Who says when a turn is over, and after which silence. A turn under way is taken back where
    /// that changes.
    void follow(TurnTaking turns) {
        if (turns.detects() == detects && Objects.equals(turns.silence(), silence)) {
            return;
        }
        forget();
        detects = turns.detects();
        silence = turns.silence();
        restart();
    }

    /// The peer says that the turn is over.
    void turnOver() {
        if (detects) {
            endpointer.end().forEach(this::on);
            return;
        }
        var whole = new CallerTurn(open(recogniser), rateHz, recogniser.sampleRateHz());
        whole.accept(window.from(0));
        whole.complete();
        restart();
        listener.speechEnded(whole, Duration.ZERO);
    }

    /// What was heard of the turn under way is void.
    void forget() {
        var given = turn;
        turn = null;
        restart();
        if (given != null) {
            given.throwAway();
            listener.forgotten(given);
        }
    }

    private void restart() {
        window = new AudioWindow();
        manualSamples = 0;
        var length = silence;
        endpointer =
                new Endpointer(length == null ? standard : standard.withSilence(length), rateHz);
    }

    private Recognition open(SpeechRecogniser by) {
        return by.open(language, bandwidthHz);
    }

    private static short[] joined(short[] head, short[] tail) {
        if (head.length == 0) {
            return tail;
        }
        short[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }

    private void hearFrame(short[] frame) {
        window.append(frame);
        if (!detects) {
            manualSamples += frame.length;
            long tooMany = manualSamples - (long) rateHz * LONGEST_TURN_S;
            if (tooMany > 0 && tooMany % rateHz < frame.length) { // once a second: it copies
                window.dropBefore(tooMany);
            }
            return;
        }
        var open = turn;
        if (open != null && !handedOver) {
            open.accept(frame);
        }
        for (var event : endpointer.on(voiceActivity.isSpeech(frame), frame.length)) {
            on(event);
        }
        if (!endpointer.isInUtterance()) {
            window.dropBefore(endpointer.position() - (long) rateHz * KEPT_MS / 1_000);
        }
    }

    private void on(SpeechEvent event) {
        switch (event) {
            case SpeechEvent.SpeechStarted(_, var from) -> {
                audioFrom = from;
                listener.speechStarted();
                open();
            }
            case SpeechEvent.PauseBegan _ -> listener.paused(handOver());
            case SpeechEvent.SpeechResumed _ -> {
                var guessed = turn;
                if (guessed != null) {
                    guessed.throwAway();
                    listener.resumed(guessed);
                }
                open();
            }
            case SpeechEvent.SpeechEnded(_, var at, _, _) -> {
                var over = handOver();
                turn = null;
                listener.speechEnded(over, length(endpointer.position() - at));
            }
        }
    }

    /// Opens a recognition and tells it all that was said in this utterance so far.
    private void open() {
        var fresh = new CallerTurn(open(recogniser), rateHz, recogniser.sampleRateHz());
        turn = fresh;
        handedOver = false;
        fresh.accept(window.from(audioFrom));
    }

    private CallerTurn handOver() {
        var current = turn;
        if (current == null) {
            throw new IllegalStateException("speech that never began is over");
        }
        if (!handedOver) {
            current.complete();
            handedOver = true;
        }
        return current;
    }

    private Duration length(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / rateHz);
    }

    /// Gives up the recognition that is under way.
    @Override
    public void close() {
        var current = turn;
        if (current != null) {
            current.throwAway();
        }
    }
}
