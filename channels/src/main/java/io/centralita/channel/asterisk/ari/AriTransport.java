package io.centralita.channel.asterisk.ari;

import java.time.Duration;

/// How one attempt at a request gets to Asterisk. Safe from any thread but event loops.
interface AriTransport extends AutoCloseable {
    /// Blocks.
    ///
    /// @param within longest wait
    /// @throws IllegalStateException on an event loop
    Attempt once(AriRequest request, Duration within) throws InterruptedException;

    @Override
    void close();
}
