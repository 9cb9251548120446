package io.centralita.channel.webrtc;

import io.vertx.core.Context;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does beside the event loops what blocks, each on a virtual thread, so many at a time.
/// Thread-safe.
final class Aside {
    /// Offers being answered at a time.
    private static final int AT_ONCE = 64;

    private static final Logger log = LoggerFactory.getLogger(Aside.class);

    private final Semaphore room = new Semaphore(AT_ONCE);

    interface Work<T> {
        T get() throws OfferRefused, InterruptedException;
    }

    /// @param loop where one of the two is told what became of it, once
    /// @param name of the thread
    <T> void run(
            Context loop,
            String name,
            Work<T> work,
            Consumer<T> done,
            Consumer<OfferRefused> failed) {
        if (!room.tryAcquire()) {
            failed.accept(new OfferRefused(503, "busy", "offers being answered: " + AT_ONCE));
            return;
        }
        Thread.ofVirtual()
                .name("webrtc/" + name)
                .start(
                        () -> {
                            Runnable outcome;
                            try {
                                outcome = outcome(work, done, failed);
                            } finally {
                                room.release();
                            }
                            loop.runOnContext(_ -> outcome.run());
                        });
    }

    private static <T> Runnable outcome(
            Work<T> work, Consumer<T> done, Consumer<OfferRefused> failed) {
        try {
            var result = work.get();
            return () -> done.accept(result);
        } catch (OfferRefused refused) {
            return () -> failed.accept(refused);
        } catch (InterruptedException _) {
            return () -> failed.accept(new OfferRefused(503, "broken", "interrupted"));
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).log("offer failed by a fault");
            return () -> failed.accept(new OfferRefused(500, "broken", "fault"));
        }
    }
}
