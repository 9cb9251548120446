package io.centralita.fake.asterisk.rtp;

/// A UDP socket of Asterisk, tied to the far end that was announced.
public interface RtpWire {
    void send(byte[] packet);

    void close();
}
