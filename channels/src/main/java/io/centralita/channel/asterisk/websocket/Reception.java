package io.centralita.channel.asterisk.websocket;

import io.centralita.media.AudioFormat;
import java.util.function.Consumer;

/// Says whose a media WebSocket is, once it has told its channel. Called on the connection's event
/// loop; must not block.
interface Reception {
    Verdict of(MediaEvent.Start start);

    /// The connection ended, or was ended, without having become a line.
    default void gone() {}

    sealed interface Verdict {
        /// @param taker is given the line, on the event loop, once it is there
        /// @param whenOver called once, on the event loop, when the line is over
        record Welcome(
                WebSocketLine.Origin origin,
                AudioFormat format,
                Consumer<WebSocketLine> taker,
                Runnable whenOver)
                implements Verdict {}

        /// @param reason one of a few words
        record Refused(String reason) implements Verdict {}
    }

    /// Whether Asterisk sends what we asked for, in frames of 20 ms.
    static boolean isAsAgreed(MediaEvent.Start start, MediaFormat format) {
        return start.format().equals(format.label())
                && start.frameBytes() == format.audio().frameBytes()
                && start.ptimeMs() == AudioFormat.FRAME.toMillis();
    }
}
