package io.centralita.channel.asterisk.websocket;

import java.io.Serial;

/// A message that Asterisk would not send. Says nothing of its content.
final class MalformedMedia extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    MalformedMedia(String fault) {
        super(fault, null, false, false);
    }
}
