package io.centralita.fake.asterisk.rtp;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.fake.asterisk.pbx.Ending;
import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.pbx.Technology;
import io.centralita.fake.asterisk.pbx.Timeline;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;

/// The media channel of an application over RTP. Packets of the caller's codec go through as they
/// came, in both directions; everything else is stamped anew. No RTCP.
public final class RtpMedia implements Technology {
    private static final int DYNAMIC = 35;
    private static final long SLACK_NANOS = 40_000_000;
    private static final long NANOS = 1_000_000_000L;

    private final Format format;
    private final RtpWire wire;
    private final Line line;
    private final Timeline timeline;
    private final StrictSource source;
    private final int ssrc;
    private int sequence;
    private long timestamp;
    private long sentNanos;
    private boolean sent;
    private boolean heard;
    private int heardSequence;
    private int heardSsrc;
    private boolean over;

    /// @param announced host and port of the request
    public RtpMedia(
            Format format,
            String announced,
            RtpWire wire,
            Line line,
            Timeline timeline,
            Random random) {
        this.format = format;
        this.wire = wire;
        this.line = line;
        this.timeline = timeline;
        this.source = new StrictSource(announced);
        this.ssrc = random.nextInt();
        this.sequence = random.nextInt(0x1_0000);
    }

    /// The socket is bound.
    public void ready(String address, int port) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("UNICASTRTP_LOCAL_PORT", String.valueOf(port));
        variables.put("UNICASTRTP_LOCAL_ADDRESS", address);
        line.prepared(variables);
        line.dialling();
        line.opened();
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public void hear(Frame frame) {
        if (over) {
            return;
        }
        var timing = frame.timing();
        boolean first = !sent;
        if (timing != null) {
            timestamp = timing.timestamp();
            sequence += first ? 1 : timing.sequenceStep();
        } else {
            timestamp = first ? format.ticks(frame.payload().length) : stamped(frame);
            sequence++;
        }
        sent = true;
        sentNanos = timeline.nanoTime();
        wire.send(
                new RtpPacket(
                                first && format == Format.SLIN192,
                                format.payloadType(),
                                sequence & 0xFFFF,
                                timestamp,
                                ssrc,
                                onWire(format, frame.payload()))
                        .bytes());
    }

    /// By the wall clock over a pause.
    private long stamped(Frame frame) {
        long passed = timeline.nanoTime() - sentNanos;
        int length = format.ticks(frame.payload().length);
        return passed > SLACK_NANOS
                ? timestamp + passed * format.clockHz() / NANOS
                : timestamp + length;
    }

    /// A packet for the socket.
    ///
    /// @param from host and port
    public void received(byte[] bytes, String from) {
        RtpPacket.parse(bytes).filter(_ -> !over).ifPresent(packet -> received(packet, from));
    }

    private void received(RtpPacket packet, String from) {
        if (!source.accepts(from, packet.sequence())) {
            return;
        }
        var known = formatOf(packet.payloadType());
        if (known.isEmpty() || packet.payload().length == 0) {
            return;
        }
        int step = heard ? (short) (packet.sequence() - heardSequence) : 1;
        boolean other = heard && packet.ssrc() != heardSsrc;
        heard = true;
        heardSequence = packet.sequence();
        heardSsrc = packet.ssrc();
        line.audio(
                new Frame(
                        known.get(),
                        onWire(known.get(), packet.payload()),
                        new Frame.Timing(packet.timestamp(), other ? 1 : step, other)));
    }

    /// Only the static types are known, whatever the channel's format: a channel of 16 kHz linear
    /// can be sent nothing in kind. What is dropped is dropped without a word.
    private static Optional<Format> formatOf(int payloadType) {
        if (payloadType >= DYNAMIC) {
            return Optional.empty();
        }
        return switch (payloadType) {
            case 0 -> Optional.of(Format.ULAW);
            case 8 -> Optional.of(Format.ALAW);
            case 9 -> Optional.of(Format.G722);
            case 10, 11 -> Optional.of(Format.SLIN);
            default -> Optional.empty();
        };
    }

    /// Linear audio is big endian (RFC 3551 §4.5.11).
    private static byte[] onWire(Format format, byte[] payload) {
        if (format.coding() != Format.Coding.LINEAR) {
            return payload;
        }
        var swapped = new byte[payload.length];
        for (int i = 0; i + 1 < payload.length; i += 2) {
            swapped[i] = payload[i + 1];
            swapped[i + 1] = payload[i];
        }
        return swapped;
    }

    /// The socket could not be bound, or the host is unknown.
    public void refused() {
        line.refused();
    }

    @Override
    public void hangUp(int cause) {
        over = true;
        wire.close();
    }

    /// The socket broke.
    public void broken() {
        line.ended(Ending.SILENT);
    }
}
