package io.centralita.media;

import io.centralita.media.SpeechEvent.End;
import io.centralita.media.SpeechEvent.PauseBegan;
import io.centralita.media.SpeechEvent.SpeechEnded;
import io.centralita.media.SpeechEvent.SpeechResumed;
import io.centralita.media.SpeechEvent.SpeechStarted;
import java.time.Duration;
import java.util.List;

/// Makes utterances out of frames with and without speech. All times come from the audio itself.
/// Belongs to one thread.
public final class Endpointer {
    private enum State {
        QUIET,
        SPEAKING,
        PAUSED
    }

    private final int sampleRateHz;
    private final long silence;
    private final long pauseHint;
    private final long minSpeech;
    private final long preRoll;
    private final long maxUtterance;
    private final long onset;
    private final long hangOver;

    private State state = State.QUIET;
    private long position;
    private boolean speech;

    /// Where the present run of speech, or the utterance, began.
    private long began;

    /// Where speech was last heard to end.
    private long ended;

    /// Where the utterance before ended.
    private long previousEnd;

    /// For the frames of a [VoiceActivity] at the same rate.
    public Endpointer(Settings settings, int sampleRateHz) {
        this(settings, sampleRateHz, VoiceActivity.ONSET, VoiceActivity.HANG_OVER);
    }

    /// @param onset how much of the speech lies before the first frame that is said to hold it
    /// @param hangOver how long frames are said to hold speech after it has ended
    public Endpointer(Settings settings, int sampleRateHz, Duration onset, Duration hangOver) {
        this.sampleRateHz = sampleRateHz;
        this.silence = samples(settings.silence());
        this.pauseHint = samples(settings.pauseHint());
        this.minSpeech = samples(settings.minSpeech());
        this.preRoll = samples(settings.preRoll());
        this.maxUtterance = samples(settings.maxUtterance());
        this.onset = samples(onset);
        this.hangOver = samples(hangOver);
    }

    /// Takes the next frame: whether it holds speech and how many samples it has. Mostly there is
    /// nothing to say; at most two events come at a time.
    public List<SpeechEvent> on(boolean frameHoldsSpeech, int samples) {
        long start = position;
        position += samples;
        if (frameHoldsSpeech && !speech && state == State.QUIET) {
            began = Math.max(start - onset, previousEnd);
        }
        if (!frameHoldsSpeech && speech) {
            ended = Math.max(start - hangOver, began);
        }
        speech = frameHoldsSpeech;
        return switch (state) {
            case QUIET -> whileQuiet();
            case SPEAKING -> speech ? whileSpeaking() : whileSilent();
            case PAUSED -> speech ? resumed(start) : whileSilent();
        };
    }

    /// Says that the stream is over, which ends an utterance too.
    public List<SpeechEvent> end() {
        if (state == State.QUIET) {
            return List.of();
        }
        return List.of(over(speech ? position : ended, End.STREAM));
    }

    /// True from [SpeechStarted] to [SpeechEnded].
    public boolean isInUtterance() {
        return state != State.QUIET;
    }

    /// Samples taken so far.
    public long position() {
        return position;
    }

    private List<SpeechEvent> whileQuiet() {
        if (!speech || position - began < minSpeech) {
            return List.of();
        }
        state = State.SPEAKING;
        return List.of(new SpeechStarted(began, Math.max(began - preRoll, previousEnd)));
    }

    private List<SpeechEvent> whileSpeaking() {
        return position - began < maxUtterance ? List.of() : List.of(over(position, End.TOO_LONG));
    }

    private List<SpeechEvent> whileSilent() {
        long silent = position - ended;
        boolean pauseBegins = state == State.SPEAKING && silent >= pauseHint;
        if (pauseBegins) {
            state = State.PAUSED;
        }
        if (silent >= silence) {
            var over = over(ended, End.SILENCE);
            return pauseBegins ? List.of(new PauseBegan(ended), over) : List.of(over);
        }
        return pauseBegins ? List.of(new PauseBegan(ended)) : List.of();
    }

    private List<SpeechEvent> resumed(long start) {
        state = State.SPEAKING;
        return List.of(new SpeechResumed(Math.max(start - onset, ended)));
    }

    private SpeechEvent over(long at, End end) {
        state = State.QUIET;
        ended = at;
        previousEnd = at;
        var utterance = new SpeechEnded(began, at, length(at - began), end);
        began = at;
        return utterance;
    }

    private long samples(Duration length) {
        return length.toMillis() * sampleRateHz / 1_000;
    }

    private Duration length(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / sampleRateHz);
    }

    /// When an utterance begins and ends.
    ///
    /// @param silence that ends an utterance, 200 to 2 000 ms
    /// @param pauseHint silence after which the end may be guessed, 40 ms to `silence`
    /// @param minSpeech that begins an utterance, 20 to 1 000 ms
    /// @param preRoll audio before the speech that belongs to the utterance, 0 to 1 000 ms
    /// @param maxUtterance after which an utterance is ended whatever is said, 1 to 120 s
    public record Settings(
            Duration silence,
            Duration pauseHint,
            Duration minSpeech,
            Duration preRoll,
            Duration maxUtterance) {
        public static final Settings DEFAULT =
                new Settings(
                        Duration.ofMillis(600),
                        Duration.ofMillis(200),
                        Duration.ofMillis(100),
                        Duration.ofMillis(240),
                        Duration.ofSeconds(15));

        public Settings {
            require("silenceMs", silence, 200, 2_000);
            require("pauseHintMs", pauseHint, 40, silence.toMillis());
            require("minSpeechMs", minSpeech, 20, 1_000);
            require("preRollMs", preRoll, 0, 1_000);
            require("maxUtteranceMs", maxUtterance, 1_000, 120_000);
        }

        public Settings withSilence(Duration other) {
            return new Settings(other, pauseHint, minSpeech, preRoll, maxUtterance);
        }

        private static void require(String name, Duration value, long leastMs, long mostMs) {
            long ms = value.toMillis();
            if (ms < leastMs || ms > mostMs) {
                throw new IllegalArgumentException(
                        name + " must be " + leastMs + " to " + mostMs + ", not " + ms);
            }
        }
    }
}
