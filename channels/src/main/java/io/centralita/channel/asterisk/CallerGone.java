package io.centralita.channel.asterisk;

import java.io.Serial;

/// The caller is not in our application any more: nothing can be done for them.
final class CallerGone extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final int cause;

    /// @param cause Q.850; 0 where it was not told
    CallerGone(int cause) {
        super("cause " + cause, null, false, false);
        this.cause = cause;
    }

    int cause() {
        return cause;
    }
}
