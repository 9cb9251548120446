package io.centralita.app.bench.webrtc;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.centralita.app.bench.engine.Duty;
import io.centralita.app.bench.engine.ProcessUse;
import io.centralita.app.log.Logging;
import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.onvoid.OnvoidPeers;
import io.centralita.media.Pcm;
import io.centralita.media.Tones;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The process that is measured: the ends of browser calls as in service. Each says a tone without
/// end and sends back what it is sent; what it hears is counted.
final class WebRtcServerWorker implements Duty.Worker {
    private static final String HERE = "127.0.0.1";
    private static final JsonMapper JSON = new JsonMapper();
    private static final long BEAT_NANOS = 20_000_000;
    private static final int SLOTS = 4;
    private static final int LIMIT = 300;

    private final OnvoidPeers peers =
            new OnvoidPeers(PeerSettings.DEFAULT.atMost(LIMIT).ports(0, 0));
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final Queue<End> ends = new ConcurrentLinkedQueue<>();
    private final LongAdder heard = new LongAdder();
    private final AtomicLong worstGap = new AtomicLong();
    private volatile boolean running = true;
    private @Nullable HttpServer http;

    private WebRtcServerWorker() {}

    public static void main(String[] arguments) throws IOException {
        Logging.start(Level.WARN, Level.WARN, null);
        Duty.serve(new WebRtcServerWorker());
    }

    @Override
    public ObjectNode does(String what, JsonNode how) throws Exception {
        return switch (what) {
            case "serve" -> serve();
            case "forget" -> {
                worstGap.set(0);
                yield answer();
            }
            case "sample" -> sample();
            case "close" -> close();
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode serve() throws IOException, InterruptedException {
        if (peers.prepare() instanceof Availability.Missing missing) {
            throw new IOException(missing.toString());
        }
        http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(HERE), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/api/voice/webrtc/session", this::session);
        http.start();
        Thread.ofPlatform().daemon().name("beat").start(this::speak);
        return answer().put("url", "http://" + HERE + ":" + http.getAddress().getPort());
    }

    private void session(HttpExchange exchange) throws IOException {
        // To its end, or the connection is not used again.
        var request = exchange.getRequestBody().readAllBytes();
        try {
            var offer = JSON.readTree(request).path("sdp").asText();
            var end = new End();
            var peer = peers.answer(offer, loop, end);
            end.peer = peer;
            ends.add(end);
            exchange.getResponseHeaders().add("Location", "/api/voice/webrtc/session/" + peer.id());
            reply(exchange, 201, peer.description());
        } catch (PeerFailure e) {
            reply(exchange, 503, e.word());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /// 20 ms to each, spread over the milliseconds of a beat as the clocks of the channels are.
    private void speak() {
        var frame = Pcm.bytes(Tones.sine(440, -20, Duration.ofMillis(20), Peer.SAY_RATE_HZ));
        long due = System.nanoTime();
        for (int slot = 0; running; slot = (slot + 1) % SLOTS) {
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            int number = 0;
            for (var end : ends) {
                var peer = end.peer;
                if (number++ % SLOTS == slot && peer != null) {
                    peer.say(frame);
                }
            }
            due += BEAT_NANOS / SLOTS;
        }
    }

    private ObjectNode sample() {
        var use = ProcessUse.now();
        var counts = peers.counts();
        return answer().put("atNanos", System.nanoTime())
                .put("cpuNanos", use.cpuNanos())
                .put("residentKb", use.residentKb())
                .put("threads", use.threads())
                .put("heard", heard.sum())
                .put("worstGapNanos", worstGap.get())
                .put("open", counts.open())
                .put("factories", counts.factories())
                .put("recycled", counts.recycled())
                .put("dropped", counts.audioDropped());
    }

    private ObjectNode close() {
        running = false;
        peers.close();
        if (http != null) {
            http.stop(0);
        }
        loop.shutdown();
        return answer();
    }

    /// Our end of one call.
    private final class End implements PeerListener {
        private volatile @Nullable Peer peer;
        private long lastNanos;

        @Override
        public void text(String text) {
            var mine = peer;
            if (mine != null) {
                mine.send(text);
            }
        }

        @Override
        public void audio(byte[] frame) {
            heard.increment();
            long nowNanos = System.nanoTime();
            if (lastNanos > 0) {
                worstGap.accumulateAndGet(nowNanos - lastNanos, Math::max);
            }
            lastNanos = nowNanos;
        }

        @Override
        public void dataChannelClosed() {
            var mine = peer;
            if (mine != null) {
                mine.close();
            }
        }

        @Override
        public void closed(PeerEnd end) {
            ends.remove(this);
        }
    }
}
