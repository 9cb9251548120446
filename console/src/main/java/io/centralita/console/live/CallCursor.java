package io.centralita.console.live;

import io.centralita.call.record.Moment;
import io.centralita.call.watch.Changes;
import io.centralita.call.watch.LiveCall;
import io.centralita.call.watch.Waveform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// How far one page has come with one call. Belongs to one thread.
final class CallCursor {
    private static final long STEP = Waveform.STEP.toNanos();

    /// No page draws what is longer ago.
    private static final int MOST_STEPS = 40;

    private final LiveCall call;
    private final Listeners listeners;
    private final Waveform waveform;
    private long version;
    private long step;

    CallCursor(LiveCall call, Listeners listeners) {
        this.call = call;
        this.listeners = listeners;
        waveform = call.audio().waveform();
        step = Math.floorDiv(call.audio().now(), STEP);
    }

    LiveCall call() {
        return call;
    }

    /// Tells what there is, and then what is new.
    ///
    /// @param out event and data
    /// @return false where the call is over and everything is told
    boolean advance(BiConsumer<String, Object> out) {
        boolean over = call.isOver();
        if (call.isNewerThan(version)) {
            var changes = call.since(version);
            if (version == 0) {
                out.accept("call", whole(changes));
            } else {
                tell(changes, out);
            }
            version = changes.version();
        }
        levels(out);
        if (over) {
            out.accept("ended", ended());
        }
        return !over;
    }

    private Map<String, Object> whole(Changes changes) {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("row", Rows.row(call, listeners.of(call.id())));
        whole.put("turns", changes.turns().stream().map(Shapes::turn).toList());
        whole.put("tools", changes.tools());
        whole.put("moments", changes.moments());
        return whole;
    }

    private void tell(Changes changes, BiConsumer<String, Object> out) {
        changes.turns().forEach(turn -> out.accept("turn", of("turn", Shapes.turn(turn))));
        changes.tools().forEach(tool -> out.accept("tool", of("tool", tool)));
        changes.moments().forEach(moment -> out.accept("moment", of("moment", moment)));
    }

    /// Steps that are over on both sides.
    private void levels(BiConsumer<String, Object> out) {
        long until = Math.floorDiv(call.audio().now(), STEP);
        step = Math.max(step, until - MOST_STEPS);
        int count = (int) (until - step);
        if (count <= 0 || !call.audio().passesHere()) {
            return;
        }
        var caller = new int[count];
        var heard = new int[count];
        for (int i = 0; i < count; i++) {
            caller[i] = waveform.caller().at((step + i) * STEP);
            heard[i] = waveform.heard().at((step + i) * STEP);
        }
        var levels = new LinkedHashMap<String, @Nullable Object>();
        levels.put("call", call.id());
        levels.put("fromMs", call.offsetMs(step * STEP));
        levels.put("stepMs", Waveform.STEP.toMillis());
        levels.put("caller", caller);
        levels.put("assistant", heard);
        out.accept("levels", levels);
        step = until;
    }

    private Map<String, Object> of(String name, Object what) {
        return Map.of("call", call.id(), name, what);
    }

    private Map<String, Object> ended() {
        var how =
                call.since(0).moments().stream()
                        .filter(moment -> moment.kind() == Moment.Kind.ENDED)
                        .map(Moment::name)
                        .findFirst()
                        .orElse("");
        int space = how.indexOf(' ');
        return Map.of(
                "call",
                call.id(),
                "endedBy",
                space < 0 ? how : how.substring(0, space),
                "reason",
                how.substring(space + 1));
    }
}
