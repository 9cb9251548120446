package io.centralita.console.live;

import io.centralita.call.watch.CallBoard;
import io.centralita.call.watch.LiveCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The list of live calls as pages have it, and what has changed in it since the last look. Belongs
/// to one thread.
final class Rows {
    /// With more calls than that the list shows no levels: no page draws so many.
    static final int MOST_WITH_LEVELS = 100;

    private final CallBoard board;
    private final Listeners listeners;
    private final Map<String, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();

    /// @param calls with what is new in each, `id` always
    /// @param gone ids
    record Delta(List<Map<String, @Nullable Object>> calls, List<String> gone) {
        boolean isEmpty() {
            return calls.isEmpty() && gone.isEmpty();
        }
    }

    Rows(CallBoard board, Listeners listeners) {
        this.board = board;
        this.listeners = listeners;
    }

    /// As of the last look.
    List<Map<String, @Nullable Object>> all() {
        return List.copyOf(rows.values());
    }

    /// Looks at every call.
    Delta look() {
        var calls = board.all();
        boolean levels = calls.size() <= MOST_WITH_LEVELS;
        var seen = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        var changed = new ArrayList<Map<String, @Nullable Object>>();
        for (var call : calls) {
            var row = row(call, levels);
            seen.put(call.id(), row);
            var before = rows.get(call.id());
            var difference = before == null ? row : difference(before, row);
            if (!difference.isEmpty()) {
                changed.add(difference);
            }
        }
        var gone = rows.keySet().stream().filter(id -> !seen.containsKey(id)).toList();
        rows.clear();
        rows.putAll(seen);
        return new Delta(changed, gone);
    }

    private Map<String, @Nullable Object> row(LiveCall call, boolean levels) {
        var row = row(call, listeners.of(call.id()));
        var audio = call.audio();
        if (levels && audio.passesHere()) {
            row.put("levels", List.of(audio.callerLoudest(), audio.heardLoudest()));
        }
        return row;
    }

    /// A call at a glance, without levels.
    static Map<String, @Nullable Object> row(LiveCall call, int listeners) {
        var view = call.view();
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("id", view.id());
        row.put("tenant", view.tenant());
        row.put("channel", view.channel());
        row.put("engine", view.engine());
        row.put("from", view.from());
        row.put("to", view.to());
        row.put("startedAt", view.startedAt());
        row.put("answeredAt", view.answeredAt());
        row.put("zeroAt", view.zeroAt());
        row.put("phase", view.phase());
        row.put("turn", view.turn());
        row.put("hears", view.hears());
        row.put("deadAirSinceMs", view.deadAirSinceMs());
        row.put("longestDeadAirMs", view.longestDeadAirMs());
        row.put("firstAudioMs", view.firstAudioMs());
        row.put("tools", view.tools());
        row.put("turns", view.turns());
        row.put("cost", view.cost());
        row.put("audio", Shapes.way(call.audio().passesHere()));
        row.put("recorded", view.recorded());
        row.put("operator", view.operator());
        row.put("listeners", listeners);
        return row;
    }

    /// Empty where there is none; what is gone becomes null.
    private static Map<String, @Nullable Object> difference(
            Map<String, @Nullable Object> before, Map<String, @Nullable Object> now) {
        var difference = new LinkedHashMap<String, @Nullable Object>();
        now.forEach(
                (name, value) -> {
                    if (!Objects.equals(value, before.get(name))) {
                        difference.put(name, value);
                    }
                });
        for (var name : before.keySet()) {
            if (!now.containsKey(name)) {
                difference.put(name, null);
            }
        }
        if (difference.isEmpty()) {
            return Map.of();
        }
        var delta = new LinkedHashMap<String, @Nullable Object>();
        delta.put("id", now.get("id"));
        delta.putAll(difference);
        return delta;
    }
}
