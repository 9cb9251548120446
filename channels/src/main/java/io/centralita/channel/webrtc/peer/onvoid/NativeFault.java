package io.centralita.channel.webrtc.peer.onvoid;

import java.io.Serial;

/// The library's own errors: it throws `java.lang.Error` where it fails.
final class NativeFault extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    NativeFault(Error error) {
        super(error);
    }
}
