package io.centralita.channel.asterisk.media;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// No audio for this call.
public final class MediaFailure extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String word;

    /// @param word one of a transport's fixed words, `no-port` for example
    public MediaFailure(String word, @Nullable Throwable cause) {
        super(word, cause);
        this.word = word;
    }

    /// For metrics and the end of the call.
    public String word() {
        return word;
    }
}
