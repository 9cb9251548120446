package io.centralita.channel.asterisk.media;

/// One way in which audio comes and goes. Thread-safe; closed after all its lines.
public interface MediaTransport extends AutoCloseable {
    /// `websocket`, `audiosocket` or `rtp`.
    String name();

    /// Whether Asterisk opens its connections by a client that it needs a module for.
    default boolean asteriskConnects() {
        return false;
    }

    /// The Asterisk in front of us has said which version it is: from now on nothing is asked of it
    /// that it does not have.
    default void asteriskIs(String version) {}

    /// Gets ready for one call. For a virtual thread; at once, or not at all.
    ///
    /// @throws MediaFailure where there is no room (ports, connections)
    PreparedMedia prepare(MediaRequest request) throws MediaFailure, InterruptedException;

    /// Lines open or prepared now.
    int lines();

    @Override
    void close();
}
