package io.centralita.media.rtp;

/// Makes of 16 bit sequence numbers, which wrap and may begin anew, numbers that only grow (after
/// RFC 3550 appendix A.1). A new source (SSRC) or a sender that begins anew opens a new run, whose
/// numbers follow upon those before.
final class SequenceOrder {
    /// The packet belongs nowhere.
    static final long STRAY = -1;

    /// A number further behind than this is no late packet (MAX_MISORDER).
    private static final int MAX_BEHIND = 100;

    /// Nor is one further ahead than this a gap (MAX_DROPOUT).
    private static final int MAX_AHEAD = 3_000;

    private static final int NONE = -1;

    private long highest;
    private int highestSequence;
    private long firstOfRun;
    private int ssrc;
    private boolean hasFormer;
    private int formerSsrc;

    /// The sequence number, and the source, by which a stray packet would prove right.
    private int awaited = NONE;

    private int awaitedSsrc;

    /// The growing number of a packet, or [#STRAY]. Where a run begins, [#firstOfRun] is that
    /// number from now on.
    long place(int packetSsrc, int sequence) {
        if (highest == 0) {
            ssrc = packetSsrc;
            return beginRun(packetSsrc, sequence);
        }
        if (packetSsrc == ssrc) {
            int step = (short) (sequence - highestSequence);
            if (step >= -MAX_BEHIND && step <= MAX_AHEAD) {
                awaited = NONE;
                return step > 0 ? advance(step, sequence) : highest + step;
            }
        } else if (!hasFormer || packetSsrc != formerSsrc) {
            return beginRun(packetSsrc, sequence);
        }
        if (sequence == awaited && packetSsrc == awaitedSsrc) {
            return beginRun(packetSsrc, sequence);
        }
        awaited = (sequence + 1) & 0xFFFF;
        awaitedSsrc = packetSsrc;
        return STRAY;
    }

    /// The first number of the run that the latest packet belongs to.
    long firstOfRun() {
        return firstOfRun;
    }

    private long beginRun(int packetSsrc, int sequence) {
        if (packetSsrc != ssrc) {
            hasFormer = true;
            formerSsrc = ssrc;
            ssrc = packetSsrc;
        }
        awaited = NONE;
        firstOfRun = advance(1, sequence);
        return firstOfRun;
    }

    private long advance(int step, int sequence) {
        highest += step;
        highestSequence = sequence;
        return highest;
    }
}
