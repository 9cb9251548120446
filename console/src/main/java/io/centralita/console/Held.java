package io.centralita.console;

import io.vertx.core.http.HttpServerRequest;

/// A request whose body nobody reads yet, because something about it has to be found out first.
/// Belongs to the request's event loop.
final class Held {
    private final HttpServerRequest request;
    private boolean held;
    private boolean decided;

    Held(HttpServerRequest request) {
        this.request = request;
    }

    /// To be called once the question is put: where it was answered meanwhile, there is nothing to
    /// wait for.
    void holdIfUndecided() {
        if (!decided && !request.isEnded()) {
            held = true;
            request.pause();
        }
    }

    /// Goes on with what reads the body, or answers without.
    void release(Runnable next) {
        decided = true;
        next.run();
        // A request to become a WebSocket is let go by becoming one.
        boolean becoming = request.headers().contains("Upgrade") && !request.response().ended();
        if (held && !becoming) {
            request.resume();
        }
    }
}
