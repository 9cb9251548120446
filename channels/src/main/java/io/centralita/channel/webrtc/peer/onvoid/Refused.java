package io.centralita.channel.webrtc.peer.onvoid;

import java.io.Serial;

/// The library did not take a description.
final class Refused extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    /// @param error the library's words
    Refused(String error) {
        super(error);
    }
}
