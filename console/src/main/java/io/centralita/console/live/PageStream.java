package io.centralita.console.live;

import io.centralita.call.watch.CallBoard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// The stream of one page: the list, which all have alike, and the calls that it looks at closely.
/// Belongs to the feed's thread, but for [#watch].
final class PageStream {
    static final int MOST_CALLS = 8;

    private final String name;
    private final EventLine line;
    private final CallBoard board;
    private final Listeners listeners;
    private final BooleanSupplier welcome;
    private final Map<String, CallCursor> cursors = new LinkedHashMap<>();

    /// Asked for from now on; written by any thread.
    private volatile Set<String> wanted;

    /// Those of them that are over, or never were.
    private final List<String> done = new ArrayList<>();

    PageStream(
            String name,
            EventLine line,
            CallBoard board,
            Listeners listeners,
            Collection<String> calls,
            BooleanSupplier welcome) {
        this.welcome = welcome;
        this.name = name;
        this.line = line;
        this.board = board;
        this.listeners = listeners;
        this.wanted = Set.copyOf(calls);
    }

    String name() {
        return name;
    }

    /// The page looks at these from now on. Any thread.
    void watch(Collection<String> calls) {
        wanted = Set.copyOf(calls);
    }

    /// Whether whoever looks at it may still do so.
    boolean isWelcome() {
        return welcome.getAsBoolean();
    }

    boolean send(String text) {
        return line.send(text);
    }

    /// What is new of the calls it looks at.
    ///
    /// @return false where the page is gone
    boolean advance(String id) {
        var now = wanted;
        cursors.keySet().retainAll(now);
        done.retainAll(now);
        var text = new StringBuilder();
        for (var call : now) {
            if (!done.contains(call) && !advance(call, id, text)) {
                cursors.remove(call);
                done.add(call);
            }
        }
        return text.isEmpty() || line.send(text.toString());
    }

    private boolean advance(String call, String id, StringBuilder text) {
        var cursor = cursors.get(call);
        if (cursor == null) {
            var found = board.find(call);
            if (found.isEmpty()) {
                var unknown = Map.of("call", call, "unknown", true);
                text.append(ServerSentEvent.of(id, "ended", unknown));
                return false;
            }
            cursor = new CallCursor(found.get(), listeners);
            cursors.put(call, cursor);
        }
        return cursor.advance((event, data) -> text.append(ServerSentEvent.of(id, event, data)));
    }

    void close() {
        line.close();
    }
}
