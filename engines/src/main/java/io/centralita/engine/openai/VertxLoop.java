package io.centralita.engine.openai;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/// An event loop of Vert.x.
final class VertxLoop implements SessionLoop {
    private final Context context;

    VertxLoop(Context context) {
        this.context = context;
    }

    Context context() {
        return context;
    }

    @Override
    public boolean isCurrent() {
        return context == Vertx.currentContext();
    }

    @Override
    public void execute(Runnable action) {
        context.runOnContext(_ -> action.run());
    }

    @Override
    public Runnable after(long delayMs, Runnable action) {
        var vertx = context.owner();
        var id = new long[1];
        // Set on the loop itself, so that it fires there.
        if (isCurrent()) {
            id[0] = vertx.setTimer(delayMs, _ -> action.run());
        } else {
            throw new IllegalStateException("not on the session's loop");
        }
        return () -> vertx.cancelTimer(id[0]);
    }
}
