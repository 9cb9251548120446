package io.centralita.call;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.scope.CallScope;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where legs arrive and become calls. Thread-safe.
public final class Switchboard implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Switchboard.class);

    /// A call and the thread that owns it.
    private record Live(CallLoop loop, Thread thread) {}

    private final SwitchboardParts parts;
    private final Map<String, Live> calls = new ConcurrentHashMap<>();
    private volatile boolean closing;

    public Switchboard(SwitchboardParts parts) {
        this.parts = parts;
    }

    /// Puts a caller through. Returns at once; a caller that cannot be served is refused by closing
    /// the leg.
    public synchronized void accept(Leg leg) {
        var id = leg.info().callId();
        if (closing) {
            refuse(leg, "closing-down");
        } else if (calls.size() >= parts.maxCalls()) {
            refuse(leg, "busy");
        } else if (calls.containsKey(id)) {
            refuse(leg, "duplicate-call");
        } else {
            open(leg, new CallScope(parts.settings().tenant(), id));
        }
    }

    /// Whether the next caller would be put through. A channel that can still say something to a
    /// caller it does not accept asks this first; [#accept] decides.
    public boolean hasRoom() {
        return !closing && calls.size() < parts.maxCalls();
    }

    public int liveCalls() {
        return calls.size();
    }

    /// Takes no more calls, tells the callers of the live ones, and waits for them to end; who is
    /// left after the given time is cut off.
    public void close(Duration patience) throws InterruptedException {
        closing = true;
        var end = new CallEnd(CallEnd.By.SWITCHBOARD, "closing-down");
        calls.values().forEach(live -> live.loop().requestEnd(end));
        var deadline = System.nanoTime() + patience.toNanos();
        for (var live : calls.values()) {
            var left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            if (!live.thread().join(left)) {
                live.thread().interrupt();
            }
        }
        for (var live : calls.values()) {
            live.thread().join(Duration.ofSeconds(1));
        }
    }

    @Override
    public void close() {
        try {
            close(Duration.ZERO);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(Leg leg, CallScope scope) {
        CallLoop loop;
        try {
            loop = new CallLoop(parts, leg, scope);
        } catch (RuntimeException fault) {
            log.atError().addKeyValue("call", scope.call()).setCause(fault).log("call not opened");
            refuse(leg, new CallEnd(CallEnd.By.ENGINE, "engine-not-opened"));
            return;
        }
        parts.metrics().started();
        var thread =
                scope.unstarted(
                        "call",
                        () -> {
                            try {
                                loop.run();
                            } finally {
                                calls.remove(scope.call());
                            }
                        });
        calls.put(scope.call(), new Live(loop, thread));
        thread.start();
    }

    private void refuse(Leg leg, String reason) {
        refuse(leg, new CallEnd(CallEnd.By.SWITCHBOARD, reason));
    }

    private void refuse(Leg leg, CallEnd how) {
        log.atWarn()
                .addKeyValue("call", leg.info().callId())
                .addKeyValue("reason", how.reason())
                .log("call refused");
        parts.metrics().refused(how.reason());
        leg.close(how);
    }
}
