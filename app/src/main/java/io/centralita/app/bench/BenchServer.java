package io.centralita.app.bench;

import io.centralita.app.server.ScratchDirectory;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.LiveSetup;
import io.centralita.app.settings.Settings;
import io.centralita.tenant.database.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The real server with the demonstration network, on free ports and with a database that is thrown
/// away, so that a measurement neither depends on this machine's settings nor touches its data.
final class BenchServer implements AutoCloseable {
    private final ScratchDirectory data;
    private final Server server;

    private BenchServer(ScratchDirectory data, Server server) {
        this.data = data;
        this.server = server;
    }

    /// The embedded parts serve, whatever engine the settings name.
    ///
    /// @param calls that must be possible at once
    static BenchServer start(Settings settings, int calls, ServerWatcher watcher)
            throws StartFailure, InterruptedException, IOException {
        var data = ScratchDirectory.create("centralita-bench");
        try {
            return new BenchServer(
                    data, Server.start(apart(settings.embedded(), calls, data.path()), watcher));
        } catch (StartFailure | InterruptedException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static Settings apart(Settings settings, int calls, Path data) {
        var own = settings.calls();
        return settings.alone()
                .with(new Settings.Network(settings.network().toolTimeout(), true, null, 0))
                .with(
                        new Settings.Data(
                                data,
                                DatabaseSettings.parse("sqlite:" + data.resolve("bench.db")),
                                Optional.empty(),
                                LiveSetup.NOTHING,
                                settings.data().environment()))
                .with(own.withMaximum(Math.max(calls, own.maximum())));
    }

    Server server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
        data.close();
    }
}
