package io.centralita.channel.asterisk.rtp;

import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.VirtualNanos;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A line over a real socket, its far end, and a clock that beats when a test says so.
final class RtpRig implements AutoCloseable {
    static final int MS = 1_000_000;

    final VirtualNanos time = new VirtualNanos();
    final Map<String, Integer> oddities = new HashMap<>();
    final LegRecord leg = new LegRecord();
    final ArrayDeque<OutgoingFrame> speech = new ArrayDeque<>();
    final RtpPeer peer;
    final RtpLine line;
    int ended;

    private final DatagramChannel socket;
    private final int frameBytes;
    private @Nullable Runnable timer;
    private long sequence;

    RtpRig(RtpCodec codec) throws IOException {
        this(codec, true);
    }

    RtpRig(RtpCodec codec, boolean opened) throws IOException {
        var metrics =
                new ChannelMetrics() {
                    @Override
                    public void oddity(String channel, String kind) {
                        oddities.merge(kind, 1, Integer::sum);
                    }
                };
        frameBytes = codec.format().frameBytes();
        socket = DatagramChannel.open();
        socket.configureBlocking(false);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        peer = new RtpPeer((InetSocketAddress) socket.getLocalAddress());
        var clock = new PacingClock(time, (delayMs, action) -> timer = action, metrics);
        line =
                new RtpLine(
                        "media-1",
                        codec.format(),
                        new RtpReceiver(
                                "media-1",
                                socket,
                                peer.address(),
                                codec,
                                RtpSettings.Delay.DEFAULT,
                                metrics),
                        new RtpSender(
                                "media-1", socket, peer.address(), codec, new Random(4), metrics),
                        RtpSettings.PLAYOUT,
                        Runnable::run,
                        clock,
                        metrics,
                        () -> ended++);
        if (opened) {
            open();
        }
    }

    void open() {
        line.open(leg, speech::poll);
    }

    /// The next beat, 20 ms after the last one was due.
    void beat() {
        beatAfter(20);
    }

    void beats(int count) {
        for (int i = 0; i < count; i++) {
            beat();
        }
    }

    void beatAfter(int ms) {
        time.advanceMs(ms);
        var due = timer;
        timer = null;
        if (due != null) {
            due.run();
        }
    }

    boolean beatsOn() {
        return timer != null;
    }

    /// A frame of nothing but this byte.
    OutgoingFrame say(int content) {
        var audio = new byte[frameBytes];
        Arrays.fill(audio, (byte) content);
        var frame = new OutgoingFrame(++sequence, 1, audio);
        speech.add(frame);
        return frame;
    }

    /// How often something odd was counted.
    int odd(String kind) {
        return oddities.getOrDefault(kind, 0);
    }

    static byte[] payload(int content, int length) {
        var payload = new byte[length];
        Arrays.fill(payload, (byte) content);
        return payload;
    }

    /// Ours.
    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) socket.getLocalAddress();
    }

    void breakSocket() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        peer.close();
    }
}
