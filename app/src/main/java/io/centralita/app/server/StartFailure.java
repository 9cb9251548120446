package io.centralita.app.server;

import io.centralita.app.text.Messages;
import org.jspecify.annotations.Nullable;

/// The server cannot start, and an operator can do something about it.
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final String key;
    private final transient Object[] arguments;

    /// @param key of the message that says what to do
    StartFailure(String key, @Nullable Throwable cause, Object... arguments) {
        super(key, cause);
        this.key = key;
        this.arguments = arguments.clone();
    }

    public String text(Messages messages) {
        return messages.text(key, arguments);
    }
}
