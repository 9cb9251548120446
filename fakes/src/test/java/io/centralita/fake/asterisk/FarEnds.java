package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audiosocket.AudioSocketMedia;
import io.centralita.fake.asterisk.audiosocket.AudioSocketWire;
import io.centralita.fake.asterisk.pbx.Dialled;
import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.pbx.Technologies;
import io.centralita.fake.asterisk.pbx.Technology;
import io.centralita.fake.asterisk.phone.Phone;
import io.centralita.fake.asterisk.rtp.RtpMedia;
import io.centralita.fake.asterisk.rtp.RtpPacket;
import io.centralita.fake.asterisk.rtp.RtpWire;
import io.centralita.fake.asterisk.websocket.MediaSocketWire;
import io.centralita.fake.asterisk.websocket.WebSocketMedia;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Far ends without a network, which keep what they are sent.
public final class FarEnds implements Technologies {
    public static final String CLIENT = "gateway";
    private static final int REFUSED_PORT = 9_099;

    private final VirtualTimeline timeline;
    public final List<Packets> rtp = new ArrayList<>();
    public final List<Messages> audioSockets = new ArrayList<>();
    public final List<MediaSocket> webSockets = new ArrayList<>();
    public final List<Phone> phones = new ArrayList<>();

    /// Whether media WebSockets are refused.
    public boolean refusing;

    public FarEnds(VirtualTimeline timeline) {
        this.timeline = timeline;
    }

    /// The application's end of RTP.
    public static final class Packets implements RtpWire {
        public final List<RtpPacket> sent = new ArrayList<>();
        public final List<Long> atNanos = new ArrayList<>();
        private final VirtualTimeline timeline;
        public @Nullable RtpMedia media;
        public boolean closed;

        Packets(VirtualTimeline timeline) {
            this.timeline = timeline;
        }

        @Override
        public void send(byte[] packet) {
            sent.add(RtpPacket.parse(packet).orElseThrow());
            atNanos.add(timeline.nanoTime());
        }

        @Override
        public void close() {
            closed = true;
        }

        public void reply(RtpPacket packet, String from) {
            Objects.requireNonNull(media).received(packet.bytes(), from);
        }
    }

    /// The application's end of an AudioSocket.
    public static final class Messages implements AudioSocketWire {
        public final List<byte[]> sent = new ArrayList<>();
        public final List<Long> atNanos = new ArrayList<>();
        public final AudioSocketMedia media;
        private final VirtualTimeline timeline;
        public boolean finished;

        Messages(AudioSocketMedia media, VirtualTimeline timeline) {
            this.media = media;
            this.timeline = timeline;
        }

        @Override
        public void send(byte[] message) {
            sent.add(message);
            atNanos.add(timeline.nanoTime());
        }

        @Override
        public void finish() {
            finished = true;
        }

        public List<byte[]> ofKind(int kind) {
            return sent.stream().filter(message -> (message[0] & 0xFF) == kind).toList();
        }
    }

    /// The application's end of a media WebSocket.
    public static final class MediaSocket implements MediaSocketWire {
        public final List<String> texts = new ArrayList<>();
        public final List<Long> textNanos = new ArrayList<>();
        public final List<byte[]> audio = new ArrayList<>();
        public final WebSocketMedia media;
        private final VirtualTimeline timeline;
        public int closed;
        public boolean full;

        MediaSocket(WebSocketMedia media, VirtualTimeline timeline) {
            this.media = media;
            this.timeline = timeline;
        }

        @Override
        public void text(String text) {
            texts.add(text);
            textNanos.add(timeline.nanoTime());
        }

        @Override
        public void binary(byte[] bytes) {
            audio.add(bytes);
        }

        @Override
        public void close(int code) {
            closed = code;
        }

        @Override
        public boolean isFull() {
            return full;
        }
    }

    @Override
    public Technology open(Dialled dialled, Line line) {
        return switch (dialled) {
            case Dialled.Rtp what -> rtp(what, line);
            case Dialled.AudioSocket what -> audioSocket(what, line);
            case Dialled.WebSocket what -> webSocket(what, line);
            case Dialled.Endpoint what -> phone(what, line);
        };
    }

    private Technology rtp(Dialled.Rtp what, Line line) {
        var wire = new Packets(timeline);
        var media =
                new RtpMedia(
                        what.format(),
                        what.host() + ":" + what.port(),
                        wire,
                        line,
                        timeline,
                        new Random(1));
        wire.media = media;
        rtp.add(wire);
        soon(
                () -> {
                    if (what.host().endsWith(".invalid")) {
                        media.refused();
                    } else {
                        media.ready("127.0.0.1", 20_000 + rtp.size());
                    }
                });
        return media;
    }

    private Technology audioSocket(Dialled.AudioSocket what, Line line) {
        var media = new AudioSocketMedia(what, line, timeline);
        soon(
                () -> {
                    if (what.port() == REFUSED_PORT) {
                        media.unreachable();
                    } else {
                        var wire = new Messages(media, timeline);
                        audioSockets.add(wire);
                        media.connected(wire);
                    }
                });
        return media;
    }

    private Technology webSocket(Dialled.WebSocket what, Line line) {
        var media = new WebSocketMedia(what, line, timeline);
        var wire = new MediaSocket(media, timeline);
        webSockets.add(wire);
        soon(media::prepared);
        if (what.client() != null) {
            if (refusing) {
                timeline.after(Duration.ofMillis(500), () -> media.unreachable(3));
            } else {
                timeline.after(Duration.ofMillis(1), () -> media.connected(wire));
            }
        }
        return media;
    }

    private Technology phone(Dialled.Endpoint what, Line line) {
        var phone = new Phone(Format.ULAW, true, timeline, _ -> {}, what.name().hashCode());
        phone.attach(line);
        phones.add(phone);
        soon(
                () -> {
                    line.prepared(Map.of());
                    line.dialling();
                    line.ringing();
                });
        return phone;
    }

    private void soon(Runnable action) {
        timeline.after(Duration.ofNanos(200_000), action);
    }

    @Override
    public boolean hasWebSocketClient(String name) {
        return name.equals(CLIENT);
    }

    @Override
    public Collection<String> endpoints() {
        return List.of("6001", "trunk");
    }

    @Override
    public boolean hasEndpoint(String name) {
        return !name.equals("nobody");
    }
}
