package io.centralita.engine.openai;

/// The event loop a session lives on.
interface SessionLoop {
    boolean isCurrent();

    /// Runs it on the loop, in order.
    void execute(Runnable action);

    /// Runs it on the loop, once, after so many milliseconds (at least 1).
    Runnable after(long delayMs, Runnable action);
}
