package io.centralita.console.live;

import io.centralita.console.Console;
import io.centralita.console.Json;
import io.centralita.console.Readiness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the server is, for pages: whether it is ready, how many calls there are, the last hour in
/// figures. Says what it knows at once, and has itself told anew behind the scenes. Thread-safe.
final class ServerState implements Supplier<String> {
    private static final Logger log = LoggerFactory.getLogger(ServerState.class);

    /// @param maximum calls at a time
    record Calls(IntSupplier live, IntSupplier ringing, int maximum) {}

    private final Console console;
    private final Calls calls;
    private final Glance glance;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile List<Readiness.Answer> checks = List.of();

    ServerState(Console console, Calls calls, Glance glance) {
        this.console = console;
        this.calls = calls;
        this.glance = glance;
    }

    @Override
    public String get() {
        if (asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("console-state").start(this::ask);
        }
        var state = new LinkedHashMap<String, Object>();
        var known = checks;
        state.put("ready", known.stream().allMatch(Readiness.Answer::ready));
        state.put("checks", known);
        state.put("live", calls.live().getAsInt());
        state.put("ringing", calls.ringing().getAsInt());
        state.put("maximum", calls.maximum());
        state.put("lastHour", glance.figures());
        return Json.write(state);
    }

    private void ask() {
        try {
            checks = console.readiness();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("readiness not known");
        } finally {
            asking.set(false);
        }
    }
}
