package io.centralita.channel.asterisk.rtp;

import io.centralita.channel.ChannelMetrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What comes in on one call's socket. Whatever is not from Asterisk's end of this call, or is no
/// audio, is counted and dropped.
final class RtpReceiver {
    private static final Logger log = LoggerFactory.getLogger(RtpReceiver.class);

    /// Of one datagram, which has to be shorter; ours have 172.
    private static final int MAX_BYTES = 2_048;

    /// Datagrams of one beat: two seconds of audio. The others wait in the kernel, which drops what
    /// it has no room for.
    private static final int MAX_DATAGRAMS = 100;

    private final String line;
    private final DatagramChannel socket;
    private final InetSocketAddress peer;
    private final ChannelMetrics metrics;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_BYTES);
    private final IncomingStream stream;
    private boolean strangerTold;
    private long refused;

    RtpReceiver(
            String line,
            DatagramChannel socket,
            InetSocketAddress peer,
            RtpCodec codec,
            RtpSettings.Delay delay,
            ChannelMetrics metrics) {
        this.line = line;
        this.socket = socket;
        this.peer = peer;
        this.metrics = metrics;
        stream = new IncomingStream(codec, delay);
    }

    /// Takes in what has come.
    ///
    /// @throws IOException when the socket is of no use any more
    void drain(long nowNanos) throws IOException {
        for (int i = 0; i < MAX_DATAGRAMS; i++) {
            datagram.clear();
            var from = socket.receive(datagram);
            if (from == null) {
                return;
            }
            datagram.flip();
            if (!from.equals(peer)) {
                stranger(from);
            } else if (datagram.limit() == MAX_BYTES) {
                odd("malformed");
            } else {
                var oddity = stream.take(datagram, nowNanos);
                if (oddity != null) {
                    odd(oddity);
                }
            }
        }
    }

    private void stranger(SocketAddress from) {
        odd("stranger");
        if (!strangerTold) {
            strangerTold = true;
            log.atWarn()
                    .addKeyValue("line", line)
                    .addKeyValue("from", from)
                    .addKeyValue("expected", peer)
                    .log("audio from elsewhere than Asterisk said is dropped");
        }
    }

    private void odd(String kind) {
        refused++;
        metrics.oddity(RtpTransport.NAME, kind);
    }

    IncomingStream stream() {
        return stream;
    }

    /// Datagrams that are not heard, for whatever reason.
    long refused() {
        return refused;
    }
}
