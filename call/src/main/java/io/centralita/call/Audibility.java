package io.centralita.call;

import io.centralita.call.CallEvent.SoundBegan;
import io.centralita.call.CallEvent.SoundEnded;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.function.Consumer;

/// Listens to the audio itself as it leaves, and says when the caller begins and ceases to hear
/// something: frames of silence are silence, whoever sends them.
///
/// Where a leg takes frames ahead of the ear, the ear is reckoned to go on at its own pace: a frame
/// is heard no sooner than it left, and after all that left before it. Facts may therefore be about
/// moments to come. They are told on change only: a pause counts from [#PAUSE] on.
///
/// Guarded by the [Playout]'s lock.
final class Audibility {
    /// Shorter pauses are part of speech.
    static final Duration PAUSE = Duration.ofMillis(200);

    private static final long PAUSE_NANOS = PAUSE.toNanos();
    private static final long FRAME_NANOS = AudioFormat.FRAME.toNanos();

    private final Consumer<CallEvent> facts;
    private boolean anything;
    private boolean sounding;
    private long utterance;

    /// What is heard comes by another way: nothing that leaves here says when it ends.
    private boolean elsewhere;

    /// When the ear has heard all that left, and all of it that can be heard.
    private long earEnd;

    private long soundEnd;

    /// @param facts must not block
    Audibility(Consumer<CallEvent> facts) {
        this.facts = facts;
    }

    /// The caller begins to hear something that does not pass through here.
    void elsewhere(long utteranceId, long now) {
        elsewhere = true;
        sounding = true;
        utterance = utteranceId;
        facts.accept(new SoundBegan(utteranceId, now));
    }

    /// They hear it no more.
    void over(long utteranceId, long now) {
        if (elsewhere && utterance == utteranceId) {
            elsewhere = false;
            soundEnd = now;
            hush();
        }
    }

    /// A frame leaves.
    ///
    /// @return when the caller hears it
    long left(long utteranceId, boolean audible, long now) {
        long start = anything ? Math.max(now, earEnd) : now;
        earEnd = start + FRAME_NANOS;
        anything = true;
        if (elsewhere) {
            return start; // the ear is taken
        }
        if (audible) {
            if (!sounding || utteranceId != utterance) {
                sounding = true;
                utterance = utteranceId;
                facts.accept(new SoundBegan(utteranceId, start));
            }
            soundEnd = earEnd;
        } else if (sounding && earEnd - soundEnd >= PAUSE_NANOS) {
            hush();
        }
        return start;
    }

    /// Nothing is there to leave.
    void dry(long now) {
        if (sounding && !elsewhere && now >= earEnd) {
            hush();
        }
    }

    /// What left and was not heard yet is dropped.
    void cleared(long now) {
        sounding = false;
        elsewhere = false;
        earEnd = now;
        soundEnd = now;
    }

    /// Whether something is heard now, or left to be heard later.
    boolean isHeard(long now) {
        return sounding && (elsewhere || soundEnd > now);
    }

    /// How far ahead of the ear frames leave.
    long ahead(long now) {
        return anything ? Math.max(0, earEnd - now) : 0;
    }

    private void hush() {
        sounding = false;
        facts.accept(new SoundEnded(utterance, soundEnd));
    }
}
