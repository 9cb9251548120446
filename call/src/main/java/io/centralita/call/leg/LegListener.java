package io.centralita.call.leg;

import io.centralita.call.engine.Ask;
import java.util.Base64;

/// What a leg reports. Called on the leg's network thread; never blocks.
public interface LegListener {
    /// Caller audio in the leg's format, usually 20 ms. The array is the listener's from now on.
    void audio(byte[] frame);

    /// The same as Base64 text (RFC 4648 §4, ASCII, padded), from legs whose wire carries it so: an
    /// engine that passes it on as such saves everybody the decoding.
    ///
    /// @param bytes of audio that the text stands for
    default void encodedAudio(byte[] base64, int bytes) {
        audio(Base64.getDecoder().decode(base64));
    }

    /// The caller has heard every frame up to and including this sequence number of
    /// [OutgoingFrame].
    void played(long sequence);

    /// A digit of the telephone's keypad: `0`–`9`, `*`, `#`, `A`–`D`. Once for each key that was
    /// pressed, in order.
    void digit(char digit);

    /// The caller has put us on hold, or is back. While they are away nothing is taken from
    /// [OutgoingAudio], which has nothing to give; what had not been heard yet is given once more
    /// afterwards, so the leg is told to [Leg#clear]. Reports that change nothing are allowed.
    ///
    /// @param onHold true where we are on hold from now on
    default void held(boolean onHold) {}

    /// Audio the network lost on its way to us, in frames.
    void lost(int frames);

    /// The peer asks for something beyond speaking.
    void asks(Ask ask);

    /// The connection is over. The last thing a leg reports.
    ///
    /// @param byCaller true where the caller (or the provider for them) hung up in order, false
    ///   where the connection broke
    /// @param detail the provider's code or the kind of the fault, for the log
    void closed(boolean byCaller, String detail);
}
