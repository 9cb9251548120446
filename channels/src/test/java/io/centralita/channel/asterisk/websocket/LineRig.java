package io.centralita.channel.asterisk.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.VirtualNanos;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.fake.asterisk.pbx.Dialled;
import io.centralita.fake.asterisk.pbx.Ending;
import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.pbx.Timeline;
import io.centralita.fake.asterisk.pbx.WebSocketOptions;
import io.centralita.fake.asterisk.websocket.MediaSocketWire;
import io.centralita.fake.asterisk.websocket.WebSocketMedia;
import io.centralita.media.AudioFormat;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/// A line in virtual time against the fake Asterisk's media channel, with a network between them
/// that takes its time and keeps the order.
final class LineRig {
    private static final AudioFormat FORMAT = AudioFormat.PCM_16K;

    final VirtualNanos time = new VirtualNanos();
    final List<String> reports = new ArrayList<>();
    final List<String> oddities = new ArrayList<>();

    /// When each frame left Asterisk for the phone, in ms.
    final List<Heard> heard = new ArrayList<>();

    /// What we wrote: `audio` or a command.
    final List<String> written = new ArrayList<>();

    final ArrayDeque<OutgoingFrame> outgoing = new ArrayDeque<>();
    final WebSocketLine line;
    private final WebSocketMedia asterisk;
    private final MediaEvents events = new MediaEvents();
    private final PacingClock clock =
            new PacingClock(time, (delayMs, action) -> {}, ChannelMetrics.NONE);
    private final Network toAsterisk;
    private final Network toUs;
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::order));
    private long order;
    private long sequence;
    private final int phaseMs;

    /// In virtual milliseconds.
    int nowMs;

    /// Whether our loop does anything at all.
    boolean stalled;

    boolean full;

    record Heard(int atMs, long sequence) {}

    private record Due(long atNanos, long order, Runnable action) {}

    /// @param phaseMs of our beat, against Asterisk's
    LineRig(int latencyMs, int phaseMs, WebSocketLine.Origin origin) {
        this.phaseMs = phaseMs;
        toAsterisk = new Network(latencyMs);
        toUs = new Network(latencyMs);
        line =
                new WebSocketLine(
                        origin,
                        FORMAT,
                        new Socket(),
                        Runnable::run,
                        clock,
                        time,
                        WebSocketSettings.Limits.DEFAULT,
                        new Counting(),
                        () -> reports.add("over"));
        asterisk =
                new WebSocketMedia(
                        new Dialled.WebSocket(
                                null,
                                "id-1",
                                WebSocketOptions.parse("c(slin16)f(json)", Format.SLIN16),
                                new Dialled.Facts("WebSocket/INCOMING/0x1", "media-1"),
                                Map::of),
                        new Pbx(),
                        new Virtual());
        asterisk.connected(new Wire());
    }

    LineRig() {
        this(0, 7, WebSocketLine.Origin.ofApplication("media-1"));
    }

    void open() {
        line.open(listener(), outgoing::poll);
    }

    LegListener listener() {
        return new Listener();
    }

    void say(int frames) {
        for (int i = 0; i < frames; i++) {
            long number = ++sequence;
            outgoing.add(new OutgoingFrame(number, 1, frame(number)));
        }
    }

    private static byte[] frame(long number) {
        return ByteBuffer.allocate(FORMAT.frameBytes()).putLong(number).array();
    }

    /// The caller says something, so that Asterisk is not silent.
    void callerSpeaks() {
        asterisk.hear(Frame.of(Format.SLIN16, new byte[FORMAT.frameBytes()]));
    }

    /// Somebody else's audio fills Asterisk's queue.
    void stuff(int frames) {
        for (int i = 0; i < frames; i++) {
            asterisk.binary(frame(-1), true, true);
        }
    }

    void blockNetwork(boolean on) {
        toAsterisk.blocked = on;
    }

    void run(int milliseconds) {
        for (int end = nowMs + milliseconds; nowMs < end; nowMs++) {
            while (!timers.isEmpty() && timers.element().atNanos() <= time.nanoTime()) {
                timers.remove().action().run();
            }
            toAsterisk.due(nowMs).forEach(Runnable::run);
            if (!stalled) {
                toUs.due(nowMs).forEach(Runnable::run);
                if (nowMs % 20 == phaseMs && clock.size() > 0) {
                    line.tick(time.nanoTime());
                }
            }
            time.advanceMs(1);
        }
    }

    /// Frames in Asterisk's queue, by its own account.
    int queued() {
        peeking = true;
        asterisk.text("{\"command\":\"GET_STATUS\"}");
        peeking = false;
        return lastStatus;
    }

    private int lastStatus;
    private boolean peeking;

    long commands(String command) {
        return written.stream().filter(what -> what.contains(command)).count();
    }

    /// How often something was reported.
    int reports(String beginning) {
        return (int) reports.stream().filter(report -> report.startsWith(beginning)).count();
    }

    /// Frames the phone heard that were ours.
    List<Long> heardSequences() {
        return heard.stream().map(Heard::sequence).filter(number -> number > 0).toList();
    }

    int longestGapMs() {
        int longest = 0;
        for (int i = 1; i < heard.size(); i++) {
            longest = Math.max(longest, heard.get(i).atMs() - heard.get(i - 1).atMs());
        }
        return longest;
    }

    private final class Socket implements MediaSocket {
        @Override
        public void binary(byte[] audio) {
            written.add("audio");
            toAsterisk.put(() -> asterisk.binary(audio, true, true));
        }

        @Override
        public void text(byte[] command) {
            var text = new String(command, UTF_8);
            written.add(text);
            toAsterisk.put(() -> asterisk.text(text));
        }

        @Override
        public void flush() {}

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void close(int code, String reason) {
            written.add("close " + code + " " + reason);
            toAsterisk.put(asterisk::closed);
        }
    }

    private final class Wire implements MediaSocketWire {
        @Override
        public void text(String text) {
            if (text.contains("MEDIA_START")) {
                return;
            }
            if (peeking) {
                var found = text.replaceAll(".*\"queue_length\":(\\d+).*", "$1");
                lastStatus = Integer.parseInt(found);
                return;
            }
            toUs.put(() -> receive(text));
        }

        private void receive(String text) {
            var bytes = text.getBytes(UTF_8);
            try {
                line.heardFrom();
                line.event(events.read(bytes, bytes.length));
            } catch (MalformedMedia e) {
                throw new AssertionError(text, e);
            }
        }

        @Override
        public void binary(byte[] bytes) {
            toUs.put(
                    () -> {
                        line.heardFrom();
                        line.audio(bytes);
                    });
        }

        @Override
        public void close(int code) {
            toUs.put(() -> line.ended(true, "closed"));
        }

        @Override
        public boolean isFull() {
            return false;
        }
    }

    private final class Network {
        private final int latencyMs;
        private final TreeMap<Integer, List<Runnable>> under = new TreeMap<>();
        private boolean blocked;

        Network(int latencyMs) {
            this.latencyMs = latencyMs;
        }

        void put(Runnable message) {
            under.computeIfAbsent(nowMs + latencyMs, _ -> new ArrayList<>()).add(message);
        }

        List<Runnable> due(int now) {
            var arrived = new ArrayList<Runnable>();
            while (!blocked && !under.isEmpty() && under.firstKey() <= now) {
                arrived.addAll(under.pollFirstEntry().getValue());
            }
            return arrived;
        }
    }

    private final class Virtual implements Timeline {
        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public Appointment after(Duration delay, Runnable action) {
            var due = new Due(time.nanoTime() + delay.toNanos(), order++, action);
            timers.add(due);
            return () -> timers.remove(due);
        }
    }

    private final class Pbx implements Line {
        @Override
        public void prepared(Map<String, String> variables) {}

        @Override
        public void refused() {}

        @Override
        public void opened() {}

        @Override
        public void failed(int cause) {}

        @Override
        public void audio(Frame frame) {
            heard.add(new Heard(nowMs, ByteBuffer.wrap(frame.payload()).getLong()));
        }

        @Override
        public void digit(char digit, int durationMs) {}

        @Override
        public void ended(Ending ending) {}
    }

    private final class Listener implements LegListener {
        @Override
        public void audio(byte[] frame) {
            reports.add("audio");
        }

        @Override
        public void played(long upTo) {
            reports.add("played " + upTo);
            if (heard.stream().noneMatch(one -> one.sequence() == upTo)) {
                throw new AssertionError("the phone has not heard " + upTo);
            }
        }

        @Override
        public void digit(char digit) {
            reports.add("digit " + digit);
        }

        @Override
        public void lost(int frames) {
            reports.add("lost " + frames);
        }

        @Override
        public void asks(Ask ask) {
            reports.add("asks");
        }

        @Override
        public void closed(boolean byCaller, String detail) {
            reports.add("closed " + byCaller + " " + detail);
        }
    }

    private final class Counting implements ChannelMetrics {
        @Override
        public void oddity(String channel, String kind) {
            oddities.add(kind);
        }

        @Override
        public void event(String channel, String what, String how) {
            oddities.add(what + " " + how);
        }
    }
}
