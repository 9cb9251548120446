package io.centralita.channel.asterisk.ari;

/// One connection of events, whoever opened it. Never blocks.
interface EventWire {
    void text(String message);

    void ping();

    /// @param code of the close frame (RFC 6455 §7.4.1)
    void close(int code, String reason);

    /// What comes from it, on the loop.
    interface Listener {
        void text(String message);

        void pong();

        /// Once, whoever ended it; nothing comes after it.
        void closed(String detail);
    }
}
