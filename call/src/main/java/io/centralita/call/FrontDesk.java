package io.centralita.call;

import io.centralita.call.leg.LegInfo;
import io.centralita.call.reception.Reception;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the receptionist about callers, and decides itself where that takes too long or fails: no
/// call waits for a database. Thread-safe.
final class FrontDesk {
    private static final Logger log = LoggerFactory.getLogger(FrontDesk.class);

    private final SwitchboardParts parts;

    FrontDesk(SwitchboardParts parts) {
        this.parts = parts;
    }

    /// Never blocks. Completes at once where the receptionist waits for nothing, otherwise within
    /// the bound, on a virtual thread; fails only where not even the default can be had.
    CompletableFuture<Reception> receive(LegInfo caller) {
        var decided = new CompletableFuture<Reception>();
        if (parts.receptionist().answersAtOnce()) {
            ask(caller, decided);
            return decided;
        }
        var name = caller.callId() + "/reception";
        var asking = Thread.ofVirtual().name(name).start(() -> ask(caller, decided));
        Thread.ofVirtual().name(name + "-guard").start(() -> guard(asking, caller, decided));
        return decided;
    }

    private void ask(LegInfo caller, CompletableFuture<Reception> decided) {
        try {
            decided.complete(parts.receptionist().receive(caller));
        } catch (InterruptedException _) {
            byDefault("interrupted", caller, null, decided);
        } catch (RuntimeException | Error fault) { // a fault must not leave the caller ringing
            byDefault("failed", caller, fault, decided);
        }
    }

    private void guard(Thread asking, LegInfo caller, CompletableFuture<Reception> decided) {
        try {
            if (!parts.time().join(asking, parts.limits().reception())) {
                byDefault("late", caller, null, decided);
                asking.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void byDefault(
            String why,
            LegInfo caller,
            @Nullable Throwable fault,
            CompletableFuture<Reception> decided) {
        if (decided.isDone()) {
            return;
        }
        parts.metrics().receivedByDefault(why);
        log.atWarn()
                .addKeyValue("call", caller.callId())
                .addKeyValue("why", why)
                .setCause(fault)
                .log("caller is received by default");
        try {
            decided.complete(parts.welcome().get());
        } catch (RuntimeException e) {
            decided.completeExceptionally(e);
        }
    }
}
