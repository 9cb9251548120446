package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Scenario;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Reading.WrongSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/// The real server as a scenario wants it, on free ports and with data that are thrown away.
final class ScenarioServer implements AutoCloseable {
    private final Path data;
    private final Server server;

    private ScenarioServer(Path data, Server server) {
        this.data = data;
        this.server = server;
    }

    static ScenarioServer start(ServerWishes wishes, Scenario scenario)
            throws StartFailure, WrongSettings, InterruptedException, IOException {
        var data = Files.createTempDirectory("centralita-eval");
        try {
            var settings = wishes.settings(scenario, data);
            return new ScenarioServer(data, Server.start(settings, ServerWatcher.NOBODY));
        } catch (StartFailure | WrongSettings | InterruptedException | RuntimeException e) {
            delete(data);
            throw e;
        }
    }

    Target target() {
        return new Target(server.url(), server.apiUrl(), Optional.empty(), Optional.empty());
    }

    @Override
    public void close() {
        server.close();
        try {
            delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
