package io.centralita.media;

import java.io.IOException;

/// A file that is no WAV file, or none that can be read here.
public final class WavException extends IOException {
    private static final long serialVersionUID = 1;

    WavException(String message) {
        super(message);
    }
}
