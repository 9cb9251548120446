package io.centralita.media.rtp;

/// What became of a packet that came to the [JitterBuffer].
public enum Arrival {
    /// Waits for its moment.
    KEPT,
    /// Came before.
    DUPLICATE,
    /// Its moment is over, and what follows it was heard already or would have to wait too long.
    LATE,
    /// Says that it lies where something else does.
    MISPLACED,
    /// Its sequence number has nothing to do with the others; the next one tells whether the sender
    /// has begun anew.
    STRAY
}
