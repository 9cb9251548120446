package io.centralita.call.leg;

import io.centralita.call.engine.EngineEvent;
import io.centralita.media.AudioFormat;

/// One media connection of a call.
///
/// The leg paces: it takes frames from [OutgoingAudio] as its wire wants them, keeping no more
/// ahead of the caller's ear than it needs (a few hundred milliseconds where the provider buffers,
/// one frame where we are the clock), and says through [LegListener#played] what the caller has
/// really heard.
public interface Leg {
    LegInfo info();

    /// Audio both ways. Fixed for the life of the leg.
    AudioFormat format();

    /// Starts the flow of audio and events. Called once.
    void open(LegListener listener, OutgoingAudio outgoing);

    /// What the engine says of itself, in order, for legs whose peer speaks in events. Called on
    /// the call's thread after the call has taken it in; must not block.
    default void observe(EngineEvent event) {}

    /// Drops what was taken and is not played yet. Frames taken before this call are never reported
    /// as played after it.
    void clear();

    /// Ends the connection and frees all it holds. Any number of times; [LegListener#closed]
    /// follows at most once.
    void close(CallEnd end);
}
