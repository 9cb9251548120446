package io.centralita.channel.asterisk.rtp;

import io.centralita.channel.ChannelMetrics;
import io.centralita.media.rtp.RtpStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What goes out on one call's socket: a packet of 20 ms at each beat. Timestamps are the beats',
/// so that they count those in which nothing could be sent.
final class RtpSender {
    private static final Logger log = LoggerFactory.getLogger(RtpSender.class);

    private static final int MAX_BYTES = 256;
    private static final long NONE = Long.MIN_VALUE;

    private final String line;
    private final DatagramChannel socket;
    private final InetSocketAddress peer;
    private final ChannelMetrics metrics;
    private final RtpStream stream;
    private final OutgoingPayload payload;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_BYTES);
    private long lastBeat = NONE;
    private boolean failureTold;
    private long packets;

    RtpSender(
            String line,
            DatagramChannel socket,
            InetSocketAddress peer,
            RtpCodec codec,
            RandomGenerator random,
            ChannelMetrics metrics) {
        this.line = line;
        this.socket = socket;
        this.peer = peer;
        this.metrics = metrics;
        stream = new RtpStream(codec.payloadType(), random);
        payload = codec.outgoing();
    }

    /// @param beat number of the beat of 20 ms, growing
    /// @param frame null for silence
    /// @throws ClosedChannelException when the socket is closed; other faults of the network may
    ///   pass and cost this packet only
    void send(long beat, byte @Nullable [] frame) throws ClosedChannelException {
        datagram.clear();
        boolean begins = lastBeat == NONE || beat != lastBeat + 1;
        stream.writeHeader(datagram, beat * RtpCodec.PACKET, begins);
        payload.put(frame, datagram);
        datagram.flip();
        lastBeat = beat;
        try {
            if (socket.send(datagram, peer) == 0) {
                metrics.oddity(RtpTransport.NAME, "socket-full");
            } else {
                packets++;
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException e) {
        metrics.oddity(RtpTransport.NAME, "send-failed");
        if (!failureTold) {
            failureTold = true;
            log.atWarn()
                    .addKeyValue("line", line)
                    .addKeyValue("to", peer)
                    .setCause(e)
                    .log("audio cannot be sent");
        }
    }

    long packets() {
        return packets;
    }
}
