package io.centralita.fake.asterisk.audiosocket;

/// A TCP connection that Asterisk made.
public interface AudioSocketWire {
    /// In one write.
    void send(byte[] message);

    /// FIN, after what was sent.
    void finish();
}
