package io.centralita.channel.asterisk.ari;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Waits for what is being closed, not for ever.
final class Closing {
    private Closing() {}

    static void await(Future<?> closing, int atMostS) {
        try {
            closing.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(atMostS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException _) {
            // Whatever could not be closed within that time is left to itself.
        }
    }
}
