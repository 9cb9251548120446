package io.centralita.channel.asterisk;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// No transport carries this call's audio.
final class NoMedia extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String word;

    NoMedia(String word, @Nullable Throwable cause) {
        super(word, cause);
        this.word = word;
    }

    String word() {
        return word;
    }
}
