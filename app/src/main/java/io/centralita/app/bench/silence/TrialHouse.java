package io.centralita.app.bench.silence;

import io.centralita.app.server.ScratchDirectory;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Reading.WrongSettings;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.record.CallReport;
import io.centralita.fake.model.server.ModelServer;
import io.centralita.fake.model.server.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The real server with a model and an answering service that fail, and a database that is thrown
/// away.
final class TrialHouse implements AutoCloseable {
    static final String KEY = "sk-bench";
    private static final String TOOL_TIMEOUT = "4 s";

    private final ScratchDirectory directory;
    private @Nullable ModelServer model;
    private final AnsweringFault.Service answering;
    private final Server server;

    private TrialHouse(
            ScratchDirectory directory,
            ModelServer model,
            AnsweringFault.Service answering,
            Server server) {
        this.directory = directory;
        this.model = model;
        this.answering = answering;
        this.server = server;
    }

    /// @param engine as in [Trial]
    /// @param service how the model is
    /// @param answering is closed with the house
    /// @param calls at once
    static TrialHouse open(
            Vertx vertx,
            String engine,
            Settings service,
            AnsweringFault.Service answering,
            int calls)
            throws StartFailure, InterruptedException, IOException {
        var directory = ScratchDirectory.create("centralita-bench");
        var model = ModelServer.start(vertx, service.withKey(KEY));
        try {
            var environment = environment(engine, directory.path(), model, answering);
            environment.put("MAX_CALLS", String.valueOf(calls));
            var settings = SettingsReader.read(directory.path(), environment).settings().alone();
            return new TrialHouse(
                    directory, model, answering, Server.start(settings, ServerWatcher.NOBODY));
        } catch (WrongSettings e) {
            model.close();
            directory.close();
            throw new IllegalStateException(e.problems().toString(), e);
        } catch (StartFailure | InterruptedException | RuntimeException e) {
            model.close();
            directory.close();
            throw e;
        }
    }

    private static Map<String, String> environment(
            String engine, Path directory, ModelServer model, AnsweringFault.Service answering) {
        var environment = new HashMap<String, String>();
        environment.put("LANGUAGE", "es");
        environment.put("ENGINE", engine.equals(Trial.OFFLINE) ? "offline" : "openai");
        environment.put("ENGINE_FALLBACK", engine.equals(Trial.LADDER) ? "offline" : "none");
        environment.put("OPENAI_API_KEY", KEY);
        environment.put("OPENAI_BASE_URL", model.httpUri() + "/v1");
        environment.put("MIKROTIK_API_URL", answering.url().toString());
        environment.put("TOOL_TIMEOUT", TOOL_TIMEOUT);
        environment.put("DATA_DIR", directory.toString());
        return environment;
    }

    Server server() {
        return server;
    }

    ModelServer model() {
        return Objects.requireNonNull(model, "the model is gone");
    }

    /// Closes the model, and with it all that it remembers.
    void modelGoes() {
        model().close();
        model = null;
    }

    /// Of a call that is over; empty where none is written within the patience.
    Optional<CallReport> report(String id, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            var report = server.records().find(id).filter(found -> found.endedAt() != null);
            if (report.isPresent() || System.nanoTime() > end) {
                return report;
            }
            Thread.sleep(Duration.ofMillis(50));
        }
    }

    @Override
    public void close() {
        server.close();
        if (model != null) {
            model.close();
        }
        answering.close();
        directory.close();
    }
}
