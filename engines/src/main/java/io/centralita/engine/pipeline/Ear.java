package io.centralita.engine.pipeline;

import io.centralita.media.AudioFormat;
import io.centralita.media.Endpointer;
import io.centralita.media.Pcm;
import io.centralita.media.SpeechEvent;
import io.centralita.media.Transcoder;
import io.centralita.media.VoiceActivity;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
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

        /// @param silence since the speech really ended
        void speechEnded(CallerTurn turn, Duration silence);
    }

    /// Audio kept while nobody speaks: more than the beginning of speech is ever found late.
    private static final int KEPT_MS = 1_000;

    private final SpeechRecogniser recogniser;
    private final Locale language;
    private final Listener listener;
    private final Transcoder toSamples;
    private final int rateHz;
    private final int bandwidthHz;
    private final VoiceActivity voiceActivity;
    private final Endpointer endpointer;
    private final AudioWindow window = new AudioWindow();
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
        var fresh =
                new CallerTurn(
                        recogniser.open(language, bandwidthHz), rateHz, recogniser.sampleRateHz());
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
