package io.centralita.media.rtp;

/// Finds out how much audio never came, from the packets that are heard one after the other.
///
/// A gap in the sequence numbers alone does not say so: while a caller presses a key, their
/// telephone sends events instead of audio, several for each 20 ms, and Asterisk keeps these to
/// itself. What is missing by number and not by time was no audio.
final class LossReckoning {
    private boolean begun;
    private long lastNumber;
    private long lastEnd;
    private int lastLength;
    private long lostTicks;

    /// A packet's turn has come.
    ///
    /// @return whether it follows upon the one before, as far as audio goes: whatever time is
    ///   between the two, nothing was lost
    boolean passed(long number, long from, int length) {
        if (begun && number == lastNumber) {
            return true;
        }
        boolean follows = true;
        long packets = number - lastNumber - 1;
        if (begun && packets > 0) {
            long ticks = packets * lastLength;
            long gap = from - lastEnd;
            if (ticks < gap + lastLength) {
                lostTicks += Math.min(ticks, gap);
                follows = false;
            }
        }
        begun = true;
        lastNumber = number;
        lastEnd = from + length;
        lastLength = length;
        return follows;
    }

    /// Whole frames of 20 ms lost since this was asked last.
    int frames() {
        int frames = (int) (lostTicks / JitterBuffer.BEAT_TICKS);
        lostTicks -= (long) frames * JitterBuffer.BEAT_TICKS;
        return frames;
    }
}
