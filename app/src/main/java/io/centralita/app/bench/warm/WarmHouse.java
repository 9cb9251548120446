package io.centralita.app.bench.warm;

import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Reading.WrongSettings;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.record.CallReport;
import io.centralita.channel.caller.CallResult;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.ModelServer;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The real server, a model that is slow to connect, and a database that is thrown away.
final class WarmHouse implements AutoCloseable {
    private static final String KEY = "sk-bench";
    private static final String GREETING = "Hola, soy la centralita.";
    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(10);

    private final Path directory;
    private final ModelServer model;
    private final Server server;

    private WarmHouse(Path directory, ModelServer model, Server server) {
        this.directory = directory;
        this.model = model;
        this.server = server;
    }

    /// @param ringing as the setting has it; without a least time
    static WarmHouse open(Vertx vertx, String ringing)
            throws StartFailure, InterruptedException, IOException {
        var directory = Files.createTempDirectory("centralita-bench");
        var model =
                ModelServer.start(
                        vertx,
                        Settings.DEFAULT
                                .withKey(KEY)
                                .withBrain(Brains.saying(GREETING))
                                .withPlan(
                                        Plan.every(
                                                new Misbehaviour.SlowConnect(WarmBench.CONNECT))));
        try {
            var environment =
                    Map.of(
                            "ENGINE",
                            "openai",
                            "OPENAI_API_KEY",
                            KEY,
                            "OPENAI_BASE_URL",
                            model.httpUri() + "/v1",
                            "RINGING",
                            ringing,
                            "RINGING_TIME",
                            "0 s",
                            "DATA_DIR",
                            directory.toString());
            var read = SettingsReader.read(directory, environment).settings();
            var alone = read.alone();
            var settings = alone.with(alone.calls().with(read.calls().ringing()));
            return new WarmHouse(directory, model, Server.start(settings, ServerWatcher.NOBODY));
        } catch (WrongSettings e) {
            model.close();
            delete(directory);
            throw new IllegalStateException(e.problems().toString(), e);
        } catch (StartFailure | InterruptedException | RuntimeException e) {
            model.close();
            delete(directory);
            throw e;
        }
    }

    URI url() {
        return server.url();
    }

    /// Of calls that are over, as far as they are written down within the patience.
    List<CallReport> reports(List<CallResult> calls) throws InterruptedException {
        long end = System.nanoTime() + REPORT_PATIENCE.toNanos();
        var reports = new ArrayList<CallReport>();
        for (var call : calls) {
            var report = ended(call);
            while (report == null && System.nanoTime() < end) {
                Thread.sleep(Duration.ofMillis(20));
                report = ended(call);
            }
            if (report != null) {
                reports.add(report);
            }
        }
        return reports;
    }

    private @Nullable CallReport ended(CallResult call) {
        return server.records()
                .find(call.callSid())
                .filter(found -> found.endedAt() != null)
                .orElse(null);
    }

    @Override
    public void close() {
        server.close();
        model.close();
        try {
            delete(directory);
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
