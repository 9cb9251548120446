package io.centralita.channel.asterisk.ari;

/// Opens connections of events to Asterisk.
interface EventConnector {
    /// Never blocks. Tells the listener on the loop.
    ///
    /// @return gives up what is being opened, or has been: nothing is told any more
    Runnable connect(Listener listener);

    /// No connections any more; those that are open are closed.
    void close();

    interface Listener extends EventWire.Listener {
        void opened(EventWire wire);

        void failed(Trouble trouble);
    }

    /// Why there is no connection.
    ///
    /// @param status of HTTP with which the handshake was refused; 0 where there was no answer
    /// @param detail for logs
    record Trouble(int status, String detail) {}
}
