package io.centralita.channel.asterisk.ari;

import io.centralita.call.scope.Time;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/// An event loop of Vert.x.
record VertxAriLoop(Vertx vertx, Context context, Time time) implements AriLoop {
    static VertxAriLoop of(Vertx vertx, Time time) {
        return new VertxAriLoop(vertx, vertx.getOrCreateContext(), time);
    }

    @Override
    public void run(Runnable action) {
        context.runOnContext(_ -> action.run());
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> run(action));
        return () -> vertx.cancelTimer(id);
    }
}
