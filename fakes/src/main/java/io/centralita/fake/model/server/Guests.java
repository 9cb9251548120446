package io.centralita.fake.model.server;

import io.vertx.core.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Everyone who asked for a session, or who still has one where the service forgets. Written on the
/// event loop, read from anywhere.
final class Guests {
    private final Context context;
    private final boolean forgets;
    private final List<ModelConnection> connections = new CopyOnWriteArrayList<>();

    private int arrivals;

    Guests(Context context, boolean forgets) {
        this.context = context;
        this.forgets = forgets;
    }

    ModelConnection arrived(@Nullable String model, Set<String> headers, boolean keyMatched) {
        var connection =
                new ModelConnection(++arrivals, model, headers, keyMatched, context, this::left);
        connections.add(connection);
        return connection;
    }

    private void left(ModelConnection connection) {
        if (forgets) {
            connections.remove(connection);
        }
    }

    List<ModelConnection> connections() {
        return List.copyOf(connections);
    }

    Context context() {
        return context;
    }
}
