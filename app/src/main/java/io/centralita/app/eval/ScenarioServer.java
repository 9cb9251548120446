package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Scenario;
import io.centralita.app.server.ScratchDirectory;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Reading.WrongSettings;
import java.io.IOException;
import java.util.Optional;

/// The real server as a scenario wants it, on free ports and with data that are thrown away.
final class ScenarioServer implements AutoCloseable {
    private final ScratchDirectory data;
    private final Server server;

    private ScenarioServer(ScratchDirectory data, Server server) {
        this.data = data;
        this.server = server;
    }

    static ScenarioServer start(ServerWishes wishes, Scenario scenario)
            throws StartFailure, WrongSettings, InterruptedException, IOException {
        var data = ScratchDirectory.create("centralita-eval");
        try {
            var settings = wishes.settings(scenario, data.path());
            return new ScenarioServer(data, Server.start(settings, ServerWatcher.NOBODY));
        } catch (StartFailure | WrongSettings | InterruptedException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    Target target() {
        return new Target(server.url(), server.apiUrl(), Optional.empty(), Optional.empty());
    }

    @Override
    public void close() {
        server.close();
        data.close();
    }
}
