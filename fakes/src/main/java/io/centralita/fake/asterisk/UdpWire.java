package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.pbx.Dialled;
import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.rtp.Network;
import io.centralita.fake.asterisk.rtp.RtpMedia;
import io.centralita.fake.asterisk.rtp.RtpWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// RTP over a real socket, and through the weather in both directions. Belongs to the event loop.
final class UdpWire implements RtpWire {
    private static final String HERE = "127.0.0.1";

    private final Dialled.Rtp what;
    private final Network out;
    private @Nullable Network in;
    private UdpPorts.@Nullable Port port;
    private @Nullable InetSocketAddress target;
    private String source = "";
    private boolean closed;

    private UdpWire(Loop loop, Dialled.Rtp what, Weather weather, long seed) {
        this.what = what;
        this.out = new Network(() -> weather.now, loop.timeline(), seed, this::leave);
    }

    static RtpMedia open(
            Loop loop, UdpPorts ports, Dialled.Rtp what, Line line, Weather weather, long seed) {
        var wire = new UdpWire(loop, what, weather, seed);
        var media =
                new RtpMedia(
                        what.format(),
                        normal(what.host()) + ":" + what.port(),
                        wire,
                        line,
                        loop.timeline(),
                        new Random(seed));
        wire.in =
                new Network(
                        () -> weather.now,
                        loop.timeline(),
                        ~seed,
                        packet -> media.received(packet, wire.source));
        wire.bind(loop, ports, media);
        return media;
    }

    private static String normal(String host) {
        return host.equals("localhost") ? HERE : host;
    }

    private void bind(Loop loop, UdpPorts ports, RtpMedia media) {
        loop.vertx()
                .executeBlocking(
                        () ->
                                new InetSocketAddress(
                                        InetAddress.getByName(what.host()), what.port()))
                .onSuccess(found -> bound(found, ports, media))
                .onFailure(_ -> media.refused());
    }

    private void bound(InetSocketAddress found, UdpPorts ports, RtpMedia media) {
        target = found;
        try {
            var opened = ports.open(HERE, this::arrived);
            port = opened;
            media.ready(HERE, opened.number());
            if (closed) {
                opened.close();
            }
        } catch (IOException _) {
            media.refused();
        }
    }

    private void arrived(byte[] packet, String from) {
        source = from;
        if (in != null && !closed) {
            in.send(packet);
        }
    }

    @Override
    public void send(byte[] packet) {
        out.send(packet);
    }

    private void leave(byte[] packet) {
        if (!closed && port != null && target != null) {
            port.send(packet, target);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (port != null) {
                port.close();
            }
        }
    }
}
