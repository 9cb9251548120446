package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.tool.mikrotik.MikrotikClient;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where assistants, and people at the console, look things up.
///
/// @param network the answering service of our own; null where the settings name another
/// @param apiUrl of whichever it is
/// @param tools what assistants may do
record Lookups(
        @Nullable NetworkService network, URI apiUrl, MikrotikClient client, HouseTools tools) {
    /// @param closers gets what has to be closed
    static Lookups open(Settings settings, Vertx vertx, Closers closers)
            throws StartFailure, InterruptedException {
        var elsewhere = settings.network().apiUrl();
        var network =
                elsewhere == null
                        ? closers.add("answering service", NetworkService.start(vertx, settings))
                        : null;
        var apiUrl = network == null ? Objects.requireNonNull(elsewhere) : network.url();
        var client = closers.add("answering client", new MikrotikClient(apiUrl));
        var tools =
                closers.add(
                        "tools",
                        HouseTools.open(settings.network(), client, TelephoneTools.of(settings)));
        return new Lookups(network, apiUrl, client, tools);
    }

    /// For people at the console.
    HouseNetwork desk(Settings settings) {
        return new HouseNetwork(
                client,
                Optional.ofNullable(network).map(NetworkService::routers),
                ToolDeadlines.of(settings.network().toolTimeout()));
    }
}
