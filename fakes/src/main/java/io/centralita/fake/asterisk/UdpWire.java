package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.pbx.Dialled;
import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.rtp.Network;
import io.centralita.fake.asterisk.rtp.RtpMedia;
import io.centralita.fake.asterisk.rtp.RtpWire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import java.net.InetAddress;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// RTP over a real socket, and through the weather in both directions. Belongs to the event loop.
final class UdpWire implements RtpWire {
    private static final String HERE = "127.0.0.1";

    private final DatagramSocket socket;
    private final Dialled.Rtp what;
    private final Network out;
    private @Nullable Network in;
    private String source = "";
    private String address = "";
    private boolean closed;

    private UdpWire(Loop loop, Dialled.Rtp what, Weather weather, long seed) {
        this.what = what;
        this.socket = loop.vertx().createDatagramSocket();
        this.out = new Network(() -> weather.now, loop.timeline(), seed, this::leave);
    }

    static RtpMedia open(Loop loop, Dialled.Rtp what, Line line, Weather weather, long seed) {
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
        wire.bind(loop, media);
        return media;
    }

    private static String normal(String host) {
        return host.equals("localhost") ? HERE : host;
    }

    private void bind(Loop loop, RtpMedia media) {
        socket.handler(this::arrived);
        loop.vertx()
                .executeBlocking(() -> InetAddress.getByName(what.host()).getHostAddress())
                .compose(
                        resolved -> {
                            address = resolved;
                            return socket.listen(0, HERE);
                        })
                .onSuccess(bound -> media.ready(HERE, bound.localAddress().port()))
                .onFailure(_ -> media.refused());
    }

    private void arrived(DatagramPacket packet) {
        source = packet.sender().host() + ":" + packet.sender().port();
        if (in != null && !closed) {
            in.send(packet.data().getBytes());
        }
    }

    @Override
    public void send(byte[] packet) {
        out.send(packet);
    }

    private void leave(byte[] packet) {
        if (!closed && !address.isEmpty()) {
            var _ = socket.send(Buffer.buffer(packet), what.port(), address);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            var _ = socket.close();
        }
    }
}
