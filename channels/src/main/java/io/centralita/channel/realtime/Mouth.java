package io.centralita.channel.realtime;

import io.centralita.call.leg.OutgoingAudio;
import org.jspecify.annotations.Nullable;

/// How a session's peer gets to hear the assistant. Confined to the session's event loop.
interface Mouth {
    /// Whether audio is taken far ahead of the ear.
    boolean takesAhead();

    /// One beat: takes what there is to be sent by now.
    ///
    /// @param source null before the call is there
    void beat(@Nullable OutgoingAudio source, long nowNanos);

    /// The last frame that was heard by now, 0 where there is nothing new.
    long heard(long nowNanos);

    /// The peer cannot be reached, or can again: what is dropped meanwhile is said once more.
    default void away(boolean away) {}

    /// Drops what was taken and is not played yet, where that was asked for.
    void dropIfCleared();

    /// Nothing comes any more.
    void end();
}
