package io.centralita.channel.asterisk.rtp;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.channel.asterisk.media.MediaTransport;
import io.centralita.channel.asterisk.media.PreparedMedia;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Audio over RTP, as any Asterisk since 16.6 has it: one UDP socket a call, out of a range of
/// ports. The phone's codec is kept where it is one of G.711's or G.722.
public final class RtpTransport implements MediaTransport {
    /// In call information, logs and metrics.
    public static final String NAME = "rtp";

    private final Vertx vertx;
    private final RtpSettings settings;
    private final PacingClocks clocks;
    private final ChannelMetrics metrics;
    private final RtpPorts ports;
    private final RandomGenerator random = new SecureRandom();
    private final Set<PreparedRtp> open = ConcurrentHashMap.newKeySet();

    public RtpTransport(
            Vertx vertx, RtpSettings settings, PacingClocks clocks, ChannelMetrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.clocks = clocks;
        this.metrics = metrics;
        ports = new RtpPorts(settings);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public PreparedMedia prepare(MediaRequest request) throws MediaFailure {
        var context = vertx.getOrCreateContext();
        var prepared =
                new PreparedRtp(
                        RtpCodec.of(request.codecs()),
                        settings.advertisedHost(),
                        ports.open(),
                        action -> context.runOnContext(_ -> action.run()),
                        (id, codec, socket, peer, whenEnded) ->
                                line(context, id, codec, socket, peer, whenEnded),
                        open::remove);
        open.add(prepared);
        return prepared;
    }

    private MediaLine line(
            Context context,
            String id,
            RtpCodec codec,
            DatagramChannel socket,
            InetSocketAddress peer,
            Runnable whenEnded) {
        return new RtpLine(
                id,
                codec.format(),
                new RtpReceiver(id, socket, peer, codec, settings.delay(), metrics),
                new RtpSender(id, socket, peer, codec, random, metrics),
                settings.playout(),
                action -> context.runOnContext(_ -> action.run()),
                clocks.current(),
                metrics,
                whenEnded);
    }

    @Override
    public int lines() {
        return open.size();
    }

    @Override
    public void close() {
        List.copyOf(open).forEach(PreparedRtp::close);
    }
}
