package io.centralita.console.live;

import io.centralita.call.scope.Time;
import io.centralita.call.watch.CallBoard;
import io.centralita.console.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all pages are told of the calls that go on. While a page is connected a thread of its own
/// looks at the calls eight times a second, every second time at the whole list; what has changed
/// is written once and goes to every page. Thread-safe.
final class LiveFeed implements AutoCloseable {
    static final Duration TICK = Duration.ofMillis(125);
    static final int MOST_STREAMS = 100;

    private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
    private static final int TICKS_TO_LIST = 2;
    private static final int TICKS_TO_BEAT = 80;
    private static final int TICKS_TO_ASK = 8;
    private static final int TICKS_TO_SERVER = 40;

    /// Ten seconds' worth, for pages that come back.
    private static final int DELTAS_KEPT = 40;

    private final String instance = UUID.randomUUID().toString().substring(0, 8);
    private final CallBoard board;
    private final Time time;
    private final Supplier<String> server;
    private final Listeners listeners;
    private final Rows rows;
    private final Map<String, PageStream> streams = new ConcurrentHashMap<>();
    private final BlockingQueue<Boolean> arrivals = new ArrayBlockingQueue<>(1);
    private final Thread thread;

    /// Confined to the feed's thread.
    private long ticks;

    /// A delta that was told, and at which tick.
    private record Told(long tick, String text) {}

    /// Guarded by this, as all that follow.
    private final ArrayDeque<Told> deltas = new ArrayDeque<>();

    private long tick;

    /// All changes after this tick are among the deltas.
    private long completeSince;

    private String lastServer = "";
    private boolean closed;

    /// @param server how the server is, as JSON; asked on the feed's thread, must not block for
    ///   long
    LiveFeed(CallBoard board, Listeners listeners, Time time, Supplier<String> server) {
        this.board = board;
        this.time = time;
        this.server = server;
        this.listeners = listeners;
        rows = new Rows(board, listeners);
        thread = Thread.ofVirtual().name("console-feed").unstarted(this::run);
    }

    /// Begins to look at the calls whenever there is a page.
    void start() {
        thread.start();
    }

    /// A page is connected: it is told everything, or only what it has missed. Any thread.
    ///
    /// @param calls that it looks at closely
    /// @param lastId of the last event it was told; null where it is new
    /// @param welcome whether whoever looks at the page may still do so, asked once a second
    /// @return the stream's name; empty where there are too many
    Optional<String> join(
            EventLine line,
            Collection<String> calls,
            @Nullable String lastId,
            BooleanSupplier welcome) {
        var stream =
                new PageStream(
                        UUID.randomUUID().toString(), line, board, listeners, calls, welcome);
        synchronized (this) {
            if (closed || streams.size() >= MOST_STREAMS) {
                return Optional.empty();
            }
            board.attention().more();
            if (streams.isEmpty()) {
                refresh();
            }
            stream.send(hello(stream.name()) + beginning(lastId) + serverNow());
            streams.put(stream.name(), stream);
        }
        arrivals.offer(true);
        return Optional.of(stream.name());
    }

    /// What was told before is of no use to a page that comes back after nobody has looked.
    private void refresh() {
        var _ = rows.look();
        tick++;
        completeSince = tick;
        deltas.clear();
    }

    boolean hasRoom() {
        return streams.size() < MOST_STREAMS;
    }

    private String hello(String name) {
        return event("hello", Map.of("stream", name, "instance", instance, "now", time.now()));
    }

    private String beginning(@Nullable String lastId) {
        var missed = lastId == null ? Optional.<String>empty() : missed(lastId);
        return missed.orElseGet(
                () -> event("calls", Map.of("now", time.now(), "calls", rows.all())));
    }

    /// All deltas after an event, where they are all kept.
    private Optional<String> missed(String lastId) {
        var prefix = instance + "-";
        if (!lastId.startsWith(prefix)
                || !lastId.substring(prefix.length()).matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        long seen = Long.parseLong(lastId.substring(prefix.length()));
        if (seen < completeSince || seen > tick) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        deltas.stream()
                .filter(told -> told.tick() > seen)
                .forEach(told -> text.append(told.text()));
        return Optional.of(text.toString());
    }

    private String serverNow() {
        return lastServer.isEmpty() ? "" : eventJson("server", lastServer);
    }

    /// The page looks at other calls from now on.
    ///
    /// @return false where there is no such stream
    boolean watch(String stream, Collection<String> calls) {
        var found = streams.get(stream);
        if (found != null) {
            found.watch(calls);
        }
        return found != null;
    }

    /// The page is gone. Any number of times.
    void leave(String stream) {
        if (streams.remove(stream) != null) {
            board.attention().less();
        }
    }

    int streams() {
        return streams.size();
    }

    private void run() {
        try {
            while (true) {
                if (streams.isEmpty()) {
                    var _ = arrivals.take();
                }
                var _ = time.poll(new ArrayBlockingQueue<Boolean>(1), TICK.toNanos());
                tick();
            }
        } catch (InterruptedException _) {
            log.atDebug().log("feed of the console told to end");
        }
    }

    /// Looks once, and tells.
    void tick() {
        try {
            tickOnce();
        } catch (RuntimeException bug) { // the next look may succeed
            log.atError().setCause(bug).log("console cannot look at the calls");
        }
    }

    private void tickOnce() {
        var now = ticks++ % TICKS_TO_SERVER == 0 ? server.get() : null;
        String text;
        String id;
        boolean beat;
        synchronized (this) {
            tick++;
            id = id();
            text = tick % TICKS_TO_LIST == 0 ? list() : "";
            if (now != null && !now.equals(lastServer)) {
                lastServer = now;
                text += eventJson("server", now);
            }
            beat = tick % TICKS_TO_BEAT == 0;
            if (beat) {
                text += ServerSentEvent.HEARTBEAT;
            }
        }
        boolean ask = ticks % TICKS_TO_ASK == 0;
        for (var stream : streams.values()) {
            if (ask && !stream.isWelcome()) {
                log.info("page of somebody who has signed out is cut off");
                stream.close();
            }
            if (!(text.isEmpty() || stream.send(text)) || !stream.advance(id)) {
                leave(stream.name());
            }
        }
    }

    private String list() {
        var delta = rows.look();
        if (delta.isEmpty()) {
            return "";
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("now", time.now());
        data.put("calls", delta.calls());
        data.put("gone", delta.gone());
        var text = event("delta", data);
        if (deltas.size() == DELTAS_KEPT) {
            completeSince = deltas.remove().tick();
        }
        deltas.add(new Told(tick, text));
        return text;
    }

    private String event(String event, Object data) {
        return eventJson(event, Json.write(data));
    }

    private String eventJson(String event, String json) {
        return ServerSentEvent.withJson(id(), event, json);
    }

    private String id() {
        return instance + "-" + tick;
    }

    /// Cuts every page off.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
        streams.values().forEach(PageStream::close);
        streams.keySet().forEach(this::leave);
    }
}
