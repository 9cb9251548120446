package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import java.time.Duration;

/// What is behind a channel: a phone, a media connection, the other half of a Local channel.
public interface Technology {
    /// What it wants to hear, and usually sends.
    Format format();

    /// Audio for it. Only while the channel is up.
    void hear(Frame frame);

    /// A key that the other side pressed.
    default void digit(char digit, int durationMs) {}

    /// 200.
    default void answer() {}

    /// 180.
    default void ring() {}

    /// 183.
    default void progress() {}

    /// Music on hold begins or ends.
    default void music(boolean on) {}

    /// A REFER, or a 302 before the answer.
    default void refer(String endpoint) {}

    /// The channel is over; the technology lets go of everything and says nothing any more.
    ///
    /// @param cause of Q.850
    void hangUp(int cause);

    /// Whether a write blocks, and with it the threads of the channel and of whoever is bridged
    /// with it. Who no longer is calls [Line#flows].
    default boolean stuck() {
        return false;
    }

    /// How long the dial plan's `Answer()` waits for first audio, 500 ms at most.
    default Duration settling() {
        return Duration.ZERO;
    }
}
