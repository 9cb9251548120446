package io.centralita.channel.asterisk.rtp;

import io.centralita.media.rtp.Arrival;
import io.centralita.media.rtp.JitterBuffer;
import io.centralita.media.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From datagrams of one sender to frames of 20 ms: packets, jitter buffer, codec, concealment of
/// losses. No I/O; time is an argument. Belongs to one thread.
public final class IncomingStream {
    private final int payloadType;
    private final RtpPacket packet = new RtpPacket();
    private final IncomingAudio audio;
    private final JitterBuffer buffer;
    private long packets;
    private long late;
    private long lost;

    IncomingStream(RtpCodec codec, RtpSettings.Delay delay) {
        payloadType = codec.payloadType();
        audio = codec.incoming();
        buffer = new JitterBuffer(delay.shortest(), delay.longest(), audio::isQuiet);
    }

    /// @param codec by Asterisk's name; `ulaw` where we do not have it
    public static IncomingStream of(String codec, RtpSettings.Delay delay) {
        return new IncomingStream(RtpCodec.of(List.of(codec)), delay);
    }

    /// Takes a datagram in.
    ///
    /// @return null, or a word for what is odd about it
    public @Nullable String take(ByteBuffer datagram, long nowNanos) {
        if (packet.read(datagram) != null) {
            return "malformed";
        }
        if (packet.payloadType() != payloadType) {
            return "payload-type";
        }
        packets++;
        var arrival = buffer.put(packet, datagram, nowNanos);
        late += arrival == Arrival.LATE ? 1 : 0;
        return switch (arrival) {
            case KEPT -> null;
            case DUPLICATE -> "duplicate";
            case LATE -> "late";
            case MISPLACED -> "misplaced";
            case STRAY -> "stray";
        };
    }

    /// Whether any audio ever came.
    public boolean hasBegun() {
        return packets > 0;
    }

    /// The next 20 ms in the leg's format, whatever came: a new array.
    public byte[] pull(long nowNanos) {
        buffer.pull(nowNanos, audio);
        return audio.take();
    }

    /// Frames found lost since this was asked last.
    public int takeLost() {
        int frames = audio.takeLost();
        lost += frames;
        return frames;
    }

    /// Packets of audio that came.
    public long packets() {
        return packets;
    }

    /// Packets that came too late to be heard.
    public long late() {
        return late;
    }

    /// Frames that [#takeLost] told of.
    public long lost() {
        return lost;
    }

    /// How long audio waits, by the jitter that was measured.
    public Duration delay() {
        return buffer.target();
    }

    /// Audio left out so that it does not wait longer.
    public Duration skipped() {
        return buffer.skipped();
    }
}
