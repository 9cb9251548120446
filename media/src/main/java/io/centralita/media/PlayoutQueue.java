package io.centralita.media;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What waits to be played to a caller: 20 ms frames of one format, grouped in utterances.
///
/// Holds a stated length of audio at most; what does not fit is refused, not dropped, so that
/// whoever speaks waits. Not safe for more than one thread: a lock sits above it.
public final class PlayoutQueue {
    private final AudioFormat format;
    private final int frameBytes;
    private final int capacityBytes;
    private final Deque<Waiting> frames = new ArrayDeque<>();

    /// The utterance that is being offered, and what of it does not fill a frame yet.
    private final byte[] rest;

    private int restLength;
    private long utterance;
    private boolean open;
    private long offeredBytes;

    private long nextSequence;

    /// @param capacity most audio that waits, at least one frame; rounded down to whole frames
    public PlayoutQueue(AudioFormat format, Duration capacity) {
        this.format = format;
        this.frameBytes = format.frameBytes();
        long frameCount = capacity.dividedBy(AudioFormat.FRAME);
        if (frameCount < 1) {
            throw new IllegalArgumentException("capacity must be 20 ms or more, not " + capacity);
        }
        this.capacityBytes = Math.toIntExact(frameCount * frameBytes);
        this.rest = new byte[frameBytes];
    }

    /// Takes the next audio of an utterance. Another utterance than the last one ends that first,
    /// as [#end] does.
    ///
    /// @return how many bytes were taken, from 0 to all; the rest may be offered again later
    public int offer(long utteranceId, byte[] audio, int offset, int length) {
        begin(utteranceId);
        int taken = Math.clamp(capacityBytes - queuedBytes(), 0, length);
        for (int from = 0; from < taken; ) {
            int piece = Math.min(frameBytes - restLength, taken - from);
            System.arraycopy(audio, offset + from, rest, restLength, piece);
            restLength += piece;
            from += piece;
            offeredBytes += piece;
            if (restLength == frameBytes) {
                push();
            }
        }
        return taken;
    }

    public int offer(long utteranceId, byte[] audio) {
        return offer(utteranceId, audio, 0, audio.length);
    }

    /// Says that an utterance is complete: its last frame is filled up with silence. Does nothing
    /// where the utterance is not the one being offered.
    ///
    /// @return how long the utterance is in samples, the [PlayoutFrame#endSamples] of its last
    ///   frame; 0 where it is not the one being offered
    public long end(long utteranceId) {
        if (!open || utterance != utteranceId) {
            return 0;
        }
        open = false;
        if (restLength > 0) {
            Silence.fill(format.codec(), rest, restLength);
            push();
        }
        return samples(offeredBytes);
    }

    /// The next frame, or null where none is whole yet.
    public @Nullable PlayoutFrame poll() {
        var waiting = frames.poll();
        return waiting == null
                ? null
                : new PlayoutFrame(
                        nextSequence++, waiting.utterance, waiting.endSamples, waiting.audio);
    }

    /// Throws away everything that waits. Audio that is offered for the same utterance later goes
    /// on counting where the utterance was.
    public Dropped clear() {
        var dropped = new Dropped(frames.size(), queued());
        frames.clear();
        restLength = 0;
        return dropped;
    }

    /// Audio that waits, the part of a frame included.
    public Duration queued() {
        return format.duration(queuedBytes());
    }

    /// Audio that can still be taken.
    public Duration room() {
        return format.duration(Math.max(0, capacityBytes - queuedBytes()));
    }

    /// True where not even a part of a frame waits.
    public boolean isEmpty() {
        return queuedBytes() == 0;
    }

    private void begin(long utteranceId) {
        if (open && utterance == utteranceId) {
            return;
        }
        end(utterance);
        utterance = utteranceId;
        offeredBytes = 0;
        open = true;
    }

    private void push() {
        frames.add(new Waiting(utterance, samples(offeredBytes), rest.clone()));
        restLength = 0;
    }

    private int queuedBytes() {
        return frames.size() * frameBytes + restLength;
    }

    private long samples(long bytes) {
        return bytes * 8 / format.codec().bitsPerSample();
    }

    /// What [#clear] threw away.
    ///
    /// @param frames whole ones
    /// @param audio how long it would have sounded, the part of a frame included
    public record Dropped(int frames, Duration audio) {}

    private static final class Waiting {
        private final long utterance;
        private final long endSamples;
        private final byte[] audio;

        private Waiting(long utterance, long endSamples, byte[] audio) {
            this.utterance = utterance;
            this.endSamples = endSamples;
            this.audio = audio;
        }
    }
}
