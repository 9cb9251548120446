package io.centralita.channel.asterisk.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.VirtualNanos;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a beat allocates: a packet in and a packet out.
final class RtpAllocationTest {
    private static final int WARMING = 2_000;
    private static final int BEATS = 2_000;

    /// The frame that is handed on, with its header, and what a measurement of whole runs adds.
    @ParameterizedTest
    @CsvSource({"PCMU, 160", "PCMA, 160", "G722, 640"})
    void a_beat_allocates_the_frame_it_hands_on_and_nothing_else(RtpCodec codec, int frameBytes)
            throws IOException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeTrue(threads.isThreadAllocatedMemoryEnabled());
        var time = new VirtualNanos();
        var listener = new QuietListener();
        try (var socket = DatagramChannel.open()) {
            socket.configureBlocking(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var peer = new RtpPeer((InetSocketAddress) socket.getLocalAddress());
            var line =
                    new RtpLine(
                            "media-1",
                            codec.format(),
                            new RtpReceiver(
                                    "media-1",
                                    socket,
                                    peer.address(),
                                    codec,
                                    RtpSettings.Delay.DEFAULT,
                                    ChannelMetrics.NONE),
                            new RtpSender(
                                    "media-1",
                                    socket,
                                    peer.address(),
                                    codec,
                                    new Random(1),
                                    ChannelMetrics.NONE),
                            RtpSettings.PLAYOUT,
                            Runnable::run,
                            new PacingClock(time, (delayMs, action) -> {}, ChannelMetrics.NONE),
                            ChannelMetrics.NONE,
                            () -> {});
            var frame = new OutgoingFrame(1, 1, new byte[codec.format().frameBytes()]);
            line.open(listener, () -> frame);
            var payload = new byte[160];
            long allocated = 0;
            for (int i = 0; i < WARMING + BEATS; i++) {
                payload[i % 160]++;
                peer.send(codec.payloadType(), i, 160 * i, payload);
                time.advanceMs(20);
                long before = threads.getCurrentThreadAllocatedBytes();
                line.tick(time.nanoTime());
                if (i >= WARMING) {
                    allocated += threads.getCurrentThreadAllocatedBytes() - before;
                }
                peer.heard();
            }
            assertThat(allocated / BEATS).isBetween((long) frameBytes, frameBytes + 32L);
            peer.close();
        }
    }
}
