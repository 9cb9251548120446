package io.centralita.bench;

import io.centralita.media.Tones;
import io.centralita.media.g722.G722Decoder;
import io.centralita.media.g722.G722Encoder;
import io.centralita.media.rtp.JitterBuffer;
import io.centralita.media.rtp.LossConcealment;
import io.centralita.media.rtp.RtpPacket;
import io.centralita.media.rtp.RtpStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What one RTP packet of 20 ms costs on its way, sockets apart.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RtpBenchmark implements JitterBuffer.Sink {
    private static final long BEAT_NANOS = 20_000_000;
    private static final int PACKET = 160;
    private static final int BYTES = 12 + PACKET;

    private final RtpStream stream = new RtpStream(0, new Random(1));
    private final RtpPacket packet = new RtpPacket();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(BYTES);
    private final byte[] payload = new byte[PACKET];
    private final JitterBuffer buffer =
            new JitterBuffer(
                    Duration.ofMillis(20), Duration.ofMillis(120), (audio, from, length) -> false);
    private final LossConcealment concealment = new LossConcealment(8_000);
    private final short[] narrow = Tones.sine(440, -12, Duration.ofMillis(20), 8_000);
    private final short[] gap = new short[PACKET];
    private final G722Encoder encoder = new G722Encoder();
    private final G722Decoder decoder = new G722Decoder();
    private final short[] wide = Tones.sine(440, -12, Duration.ofMillis(20), 16_000);
    private final short[] heard = new short[2 * PACKET];
    private final byte[] codes = new byte[PACKET];
    private long beat;
    private int ticks;

    @Benchmark
    public int rtp_packet_through_the_jitter_buffer() {
        datagram.clear();
        stream.writeHeader(datagram, beat * PACKET, false);
        datagram.put(payload).flip();
        packet.read(datagram);
        buffer.put(packet, datagram, beat * BEAT_NANOS);
        buffer.pull(beat * BEAT_NANOS, this);
        beat++;
        return ticks;
    }

    @Benchmark
    public short[] conceal_one_lost_frame_and_come_back() {
        concealment.received(narrow, 0, PACKET);
        concealment.conceal(gap, 0, PACKET);
        return gap;
    }

    @Benchmark
    public byte[] encode_one_g722_frame() {
        encoder.encode(wide, 0, wide.length, codes, 0);
        return codes;
    }

    @Benchmark
    public short[] decode_one_g722_frame() {
        decoder.decode(codes, 0, PACKET, heard, 0);
        return heard;
    }

    @Override
    public void audio(byte[] audio, int offset, int length) {
        ticks += length;
    }

    @Override
    public void missing(int missing) {
        ticks += missing;
    }

    @Override
    public void begins() {}

    @Override
    public void skipped() {}

    @Override
    public void lost(int frames) {}
}
