package io.centralita.media;

/// One 20 ms frame that leaves for the caller. The audio is not copied; nobody changes it.
public final class PlayoutFrame {
    private final long sequence;
    private final long utterance;
    private final long endSamples;
    private final byte[] audio;

    PlayoutFrame(long sequence, long utterance, long endSamples, byte[] audio) {
        this.sequence = sequence;
        this.utterance = utterance;
        this.endSamples = endSamples;
        this.audio = audio;
    }

    /// Grows by one from frame to frame of a queue, across utterances and clears.
    public long sequence() {
        return sequence;
    }

    public long utterance() {
        return utterance;
    }

    /// How far into its utterance this frame reaches, in samples; padding does not count.
    public long endSamples() {
        return endSamples;
    }

    public byte[] audio() {
        return audio;
    }
}
