package io.centralita.console.live;

import io.vertx.ext.web.RoutingContext;

/// Who has passed the console's guard.
public interface Visitors {
    /// A console that knows nobody by name.
    Visitors NAMELESS =
            new Visitors() {
                @Override
                public String name(RoutingContext request) {
                    return "console";
                }

                @Override
                public boolean isWelcome(RoutingContext request) {
                    return true;
                }
            };

    /// As calls' logs and reports name them.
    String name(RoutingContext request);

    /// Whether whoever came with this request may still be here: their session may have ended.
    boolean isWelcome(RoutingContext request);
}
