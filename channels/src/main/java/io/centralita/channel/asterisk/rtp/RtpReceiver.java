package io.centralita.channel.asterisk.rtp;

import io.centralita.channel.ChannelMetrics;
import io.centralita.media.rtp.Arrival;
import io.centralita.media.rtp.JitterBuffer;
import io.centralita.media.rtp.RtpPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
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
    private final int payloadType;
    private final ChannelMetrics metrics;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_BYTES);
    private final RtpPacket packet = new RtpPacket();
    private final IncomingAudio audio;
    private final JitterBuffer buffer;
    private boolean strangerTold;
    private long packets;
    private long lost;
    private long late;
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
        payloadType = codec.payloadType();
        audio = codec.incoming();
        buffer = new JitterBuffer(delay.shortest(), delay.longest(), audio::isQuiet);
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
            } else {
                take(nowNanos);
            }
        }
    }

    private void take(long nowNanos) {
        if (datagram.limit() == MAX_BYTES || packet.read(datagram) != null) {
            refuse("malformed");
        } else if (packet.payloadType() != payloadType) {
            refuse("payload-type");
        } else {
            packets++;
            put(nowNanos);
        }
    }

    private void put(long nowNanos) {
        var arrival = buffer.put(packet, datagram, nowNanos);
        if (arrival == Arrival.LATE) {
            late++;
        }
        if (arrival != Arrival.KEPT) {
            metrics.oddity(RtpTransport.NAME, word(arrival));
        }
    }

    private static String word(Arrival arrival) {
        return switch (arrival) {
            case KEPT -> "kept";
            case DUPLICATE -> "duplicate";
            case LATE -> "late";
            case MISPLACED -> "misplaced";
            case STRAY -> "stray";
        };
    }

    private void stranger(SocketAddress from) {
        refuse("stranger");
        if (!strangerTold) {
            strangerTold = true;
            log.atWarn()
                    .addKeyValue("line", line)
                    .addKeyValue("from", from)
                    .addKeyValue("expected", peer)
                    .log("audio from elsewhere than Asterisk said is dropped");
        }
    }

    private void refuse(String kind) {
        refused++;
        metrics.oddity(RtpTransport.NAME, kind);
    }

    /// Whether any audio ever came.
    boolean hasBegun() {
        return packets > 0;
    }

    /// The next 20 ms, whatever came.
    byte[] pull(long nowNanos) {
        buffer.pull(nowNanos, audio);
        return audio.take();
    }

    /// Frames found lost since this was asked last.
    int takeLost() {
        int frames = audio.takeLost();
        lost += frames;
        return frames;
    }

    long packets() {
        return packets;
    }

    long lost() {
        return lost;
    }

    long late() {
        return late;
    }

    long refused() {
        return refused;
    }

    Duration target() {
        return buffer.target();
    }

    Duration skipped() {
        return buffer.skipped();
    }
}
