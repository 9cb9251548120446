package io.centralita.channel.asterisk.websocket;

import java.util.Map;

/// What Asterisk says on a media WebSocket.
sealed interface MediaEvent {
    /// The first of all.
    ///
    /// @param channelId of the media channel
    /// @param format Asterisk's name of it
    /// @param frameBytes whole multiples of which it takes
    /// @param ptimeMs of a frame
    /// @param variables of the channel
    record Start(
            String channelId,
            String format,
            int frameBytes,
            int ptimeMs,
            Map<String, String> variables)
            implements MediaEvent {
        public Start {
            variables = Map.copyOf(variables);
        }

        /// Variables may be personal: they do not print.
        @Override
        public String toString() {
            return "Start[" + channelId + ", " + format + "]";
        }
    }

    /// At the key's end.
    record Digit(char digit) implements MediaEvent {}

    record MarkProcessed(String id) implements MediaEvent {}

    /// 900 frames are queued; from 1 000 on they are dropped without a word.
    record Xoff() implements MediaEvent {}

    record Xon() implements MediaEvent {}

    /// @param queueLength frames that wait to be played
    /// @param xonLevel below which more may be sent again
    record Status(int queueLength, int xonLevel) implements MediaEvent {}

    /// Asterisk could not do something.
    record Failed(String text) implements MediaEvent {}

    /// Anything else.
    record Other() implements MediaEvent {}
}
