package io.centralita.fake.model.server;

import io.vertx.core.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Everyone who asked for a session. Written on the event loop, read from anywhere.
final class Guests {
    private final Context context;
    private final List<ModelConnection> connections = new CopyOnWriteArrayList<>();

    Guests(Context context) {
        this.context = context;
    }

    ModelConnection arrived(@Nullable String model, Set<String> headers, boolean keyMatched) {
        var connection =
                new ModelConnection(connections.size() + 1, model, headers, keyMatched, context);
        connections.add(connection);
        return connection;
    }

    List<ModelConnection> connections() {
        return List.copyOf(connections);
    }

    Context context() {
        return context;
    }
}
