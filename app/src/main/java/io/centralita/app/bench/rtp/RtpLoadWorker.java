package io.centralita.app.bench.rtp;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.app.bench.engine.Duty;
import io.centralita.app.log.Logging;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/// Asterisk's side of all calls: a packet every 20 ms from each, spread over the milliseconds of a
/// beat, and a look at when the packets of ours come. One thread sends, another receives.
final class RtpLoadWorker implements Duty.Worker {
    private static final String HERE = "127.0.0.1";
    private static final long BEAT_NANOS = 20_000_000;
    private static final int SLOTS = 20;
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final List<RtpFarEnd> ends = new ArrayList<>();
    private final ConcurrentHistogram behind = new ConcurrentHistogram(LONGEST_NANOS, 3);
    private final ConcurrentHistogram generator = new ConcurrentHistogram(LONGEST_NANOS, 3);
    private final Selector selector = Selector.open();
    private volatile boolean running;
    private @Nullable Thread sender;
    private @Nullable Thread receiver;

    private RtpLoadWorker() throws IOException {}

    public static void main(String[] arguments) throws IOException {
        Logging.start(Level.WARN, Level.WARN, null);
        Duty.serve(new RtpLoadWorker());
    }

    @Override
    public ObjectNode does(String what, JsonNode how) throws Exception {
        return switch (what) {
            case "open" -> open(how.path("ports"));
            case "send" -> send();
            case "record" -> record();
            case "report" -> report();
            case "close" -> close();
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode open(JsonNode far) throws IOException {
        var answer = answer();
        var ports = answer.putArray("ports");
        for (var port : far) {
            var socket = DatagramChannel.open();
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HERE), 0));
            socket.configureBlocking(false);
            var end =
                    new RtpFarEnd(
                            ends.size(),
                            socket,
                            new InetSocketAddress(InetAddress.ofLiteral(HERE), port.asInt()));
            socket.register(selector, SelectionKey.OP_READ, end);
            ends.add(end);
            ports.add(socket.socket().getLocalPort());
        }
        return answer;
    }

    private ObjectNode send() {
        running = true;
        sender = Thread.ofPlatform().name("sender").start(this::sendAll);
        receiver = Thread.ofPlatform().name("receiver").start(this::receiveAll);
        return answer();
    }

    private void sendAll() {
        long due = System.nanoTime();
        for (int slot = 0; running; slot = (slot + 1) % SLOTS) {
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            for (int i = slot; i < ends.size(); i += SLOTS) {
                ends.get(i).send();
                generator.recordValue(Math.clamp(System.nanoTime() - due, 0, LONGEST_NANOS));
            }
            due += BEAT_NANOS / SLOTS;
        }
    }

    private void receiveAll() {
        try {
            while (running) {
                selector.select(this::receive, 100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(SelectionKey key) {
        var end = (RtpFarEnd) key.attachment();
        end.receive(late -> behind.recordValue(Math.min(late, LONGEST_NANOS)));
    }

    private ObjectNode record() {
        behind.reset();
        generator.reset();
        ends.forEach(RtpFarEnd::forget);
        return answer();
    }

    private ObjectNode report() {
        var answer = answer();
        answer.put("behindP50", behind.getValueAtPercentile(50))
                .put("behindP99", behind.getValueAtPercentile(99))
                .put("behindWorst", behind.getMaxValue())
                .put("generatorP99", generator.getValueAtPercentile(99))
                .put("sent", ends.stream().mapToLong(RtpFarEnd::sent).sum())
                .put("received", ends.stream().mapToLong(RtpFarEnd::received).sum())
                .put("gaps", ends.stream().mapToLong(RtpFarEnd::gaps).sum());
        return answer;
    }

    private ObjectNode close() throws Exception {
        running = false;
        for (var thread : new Thread[] {sender, receiver}) {
            if (thread != null) {
                thread.join();
            }
        }
        for (var end : ends) {
            end.close();
        }
        return answer();
    }
}
