package io.centralita.call;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.scope.CallScope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The calls there are, and the threads that own them: those whose caller is on the line, and those
/// that wait for theirs. Thread-safe.
final class LiveCalls {
    static final CompletableFuture<Void> NOTHING_TO_WAIT_FOR =
            CompletableFuture.completedFuture(null);

    /// The leg does not speak what was prepared.
    private static final CallEnd OTHER_FORMAT = new CallEnd(CallEnd.By.CHANNEL, "other-format");

    private record Waiting(CallLoop loop, LegToCome leg) {}

    /// Those that nobody waits for any more and that are being closed included.
    private final Map<CallLoop, Thread> threads = new ConcurrentHashMap<>();

    private final Map<String, CallLoop> putThrough = new ConcurrentHashMap<>();
    private final Map<String, Waiting> ringing = new ConcurrentHashMap<>();

    /// Calls that take up room.
    int size() {
        return putThrough.size() + ringing.size();
    }

    int putThrough() {
        return putThrough.size();
    }

    boolean isPutThrough(String id) {
        return putThrough.containsKey(id);
    }

    Optional<LegToCome> ringing(String id) {
        return Optional.ofNullable(ringing.get(id)).map(Waiting::leg);
    }

    /// Starts the thread of a call.
    ///
    /// @param leg of a caller who is still to come; null where they are on the line
    synchronized void start(CallLoop loop, CallScope scope, @Nullable LegToCome leg) {
        var id = scope.call();
        var thread =
                scope.unstarted(
                        "call",
                        () -> {
                            try {
                                loop.run();
                            } finally {
                                forget(id, loop);
                            }
                        });
        threads.put(loop, thread);
        if (leg == null) {
            putThrough.put(id, loop);
        } else {
            ringing.put(id, new Waiting(loop, leg));
        }
        thread.start();
    }

    private synchronized void forget(String id, CallLoop loop) {
        threads.remove(loop);
        putThrough.remove(id, loop);
        var waiting = ringing.get(id);
        if (waiting != null && waiting.loop() == loop) {
            ringing.remove(id);
        }
    }

    /// Waits until nothing is left of a call whose caller is on the line; blocks.
    ///
    /// @return false where something is left after so long
    boolean awaitEnd(String id, Duration patience) throws InterruptedException {
        var thread = thread(id);
        return thread == null || thread.join(patience);
    }

    private synchronized @Nullable Thread thread(String id) {
        var loop = putThrough.get(id);
        return loop == null ? null : threads.get(loop);
    }

    /// Gives a leg to the call that waits for it.
    ///
    /// @return false where none does
    synchronized boolean attach(Leg leg) {
        var id = leg.info().callId();
        var one = ringing.get(id);
        if (one == null || putThrough.containsKey(id)) {
            return false;
        }
        if (!one.leg().format().equals(leg.format())) {
            withdraw(id, OTHER_FORMAT);
            return false;
        }
        if (!one.leg().attach(leg, one.loop()::putThrough)) {
            return false;
        }
        ringing.remove(id);
        if (threads.containsKey(one.loop())) {
            putThrough.put(id, one.loop());
        }
        return true;
    }

    /// Gives up the caller of a call that still waits for them.
    synchronized void withdraw(String id, CallEnd how) {
        var one = ringing.get(id);
        if (one != null && one.leg().withdraw()) {
            one.loop().neverCame(how);
        }
    }

    /// Asks all to end, and waits for that; who is left after the given time is cut off.
    void end(CallEnd how, Duration patience) throws InterruptedException {
        threads.keySet().forEach(loop -> loop.requestEnd(how));
        var deadline = System.nanoTime() + patience.toNanos();
        for (var thread : threads.values()) {
            var left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            if (!thread.join(left)) {
                thread.interrupt();
            }
        }
        for (var thread : threads.values()) {
            thread.join(Duration.ofSeconds(1));
        }
    }
}
