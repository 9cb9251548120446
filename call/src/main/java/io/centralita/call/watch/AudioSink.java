package io.centralita.call.watch;

/// Somebody who hears both sides of a call. Called on the threads that carry the audio, each side
/// by one thread at a time: must not block, must not throw, and must not change the arrays, which
/// it may keep.
public interface AudioSink {
    /// The caller said this.
    ///
    /// @param at when it came, by the clock of the call
    /// @param frame in the leg's format, usually 20 ms
    void caller(long at, byte[] frame);

    /// The caller hears this.
    ///
    /// @param at when they do, which may be in the future; never before the end of the frame that
    ///   was told of last, unless [#unheard] came between
    /// @param frame in the leg's format, 20 ms
    void heard(long at, byte[] frame);

    /// What was to be heard from here on will not be.
    void unheard(long from);

    /// The call is over. Called once.
    void ended();
}
