package io.centralita.channel.asterisk.audiosocket;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the end of a listener, not for ever.
final class Closing {
    private static final Logger log = LoggerFactory.getLogger(Closing.class);
    private static final long SECONDS = 3;

    private Closing() {}

    static void await(Future<Void> closed) {
        try {
            closed.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.atWarn().setCause(e).log("listener did not close");
        }
    }
}
