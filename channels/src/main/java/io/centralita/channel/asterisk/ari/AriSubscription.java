package io.centralita.channel.asterisk.ari;

import java.util.Optional;

/// The events for one consumer, who takes them on a thread of its own as slowly as it has to.
///
/// They wait in a queue of limited length. One that is full is emptied, and its consumer told
/// [AriEvent.Disconnected] and then [AriEvent.Connected], as after a connection that was lost: what
/// happened meanwhile is to be asked for.
public interface AriSubscription extends AutoCloseable {
    /// Waits for the next one.
    ///
    /// @return empty once there will be no more
    Optional<AriEvent> take() throws InterruptedException;

    /// No more of them; whoever waits is told so.
    @Override
    void close();
}
