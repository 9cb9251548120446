package io.centralita.call.watch;

import io.centralita.media.AudioFormat;

/// Where an operator speaks who has a call. Thread-safe but for [#speak], which belongs to one
/// thread; returns at once. When the call is over the seat is of no use any more, and does no harm.
public interface OperatorSeat {
    /// What [#speak] takes.
    AudioFormat FORMAT = AudioFormat.PCM_16K;

    /// The caller hears this next. What comes faster than it can be heard is dropped beyond 400 ms,
    /// so that nobody talks from the past.
    ///
    /// @return false where the seat was given up or taken away
    boolean speak(byte[] audio);

    /// The assistant goes on. The first of this and [#lost] counts.
    ///
    /// @param note what the assistant has to know of what was said; may be empty
    void handBack(String note);

    /// The operator's connection is gone: the assistant goes on, and tells the caller so.
    void lost();
}
