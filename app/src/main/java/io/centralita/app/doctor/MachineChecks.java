package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.EmbeddedNeeds;
import io.centralita.app.settings.Keys;
import io.centralita.app.settings.Reading;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.offline.voice.EspeakSynthesiser.Detection;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.record.SqlCallRecords;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Settings, files, ports and programs of this machine.
public final class MachineChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int JAVA = 25;
    private static final long LEAST_HEAP_MB = 256;

    private final Reading reading;
    private final Settings settings;
    private final Messages messages;
    private final Supplier<Detection> voices;

    public MachineChecks(Reading reading, Settings settings, Messages messages) {
        this(reading, settings, messages, EspeakSynthesiser::detect);
    }

    /// @param voices how the machine can speak
    MachineChecks(
            Reading reading, Settings settings, Messages messages, Supplier<Detection> voices) {
        this.reading = reading;
        this.settings = settings;
        this.messages = messages;
        this.voices = voices;
    }

    /// Everything but speech and the answering service.
    public List<Check> checks() {
        var checks = new ArrayList<Check>();
        checks.add(check("settings", this::settingsRead));
        checks.add(check("java", this::java));
        checks.add(check("data", () -> writable(settings.data().directory())));
        checks.add(check("database", this::database));
        var logFile = settings.log().file();
        if (logFile != null) {
            var directory = logFile.toAbsolutePath().getParent();
            checks.add(check("log", () -> writable(directory == null ? Path.of("") : directory)));
        }
        checks.add(check("port", this::port));
        var outside = settings.http().publicUrl();
        if (outside != null) {
            checks.add(check("public", () -> reachable(outside)));
        }
        checks.add(check("twilio", this::twilio));
        return checks;
    }

    /// The offline voice.
    public List<Check> voice() {
        return List.of(check("voice", this::espeak));
    }

    private Check check(String key, Check.Look look) {
        return new Check(messages.text("doctor." + key), look);
    }

    private Finding settingsRead() {
        return new Finding.Pass(
                messages.text("doctor.settings.read", reading.origins().size(), Keys.ALL.size()));
    }

    private Finding java() {
        var runtime = Runtime.version();
        var heapMb = Runtime.getRuntime().maxMemory() / 1_048_576;
        var seen = messages.text("doctor.java.seen", runtime.toString(), heapMb);
        return runtime.feature() >= JAVA && heapMb >= LEAST_HEAP_MB
                ? new Finding.Pass(seen)
                : new Finding.Fail(seen, messages.text("doctor.java.remedy", JAVA, LEAST_HEAP_MB));
    }

    private Finding writable(Path directory) {
        var place = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(place);
            Files.delete(Files.createTempFile(place, "doctor", ".tmp"));
            return new Finding.Pass(place.toString());
        } catch (IOException e) {
            return new Finding.Fail(String.valueOf(e), messages.text("doctor.write.remedy", place));
        }
    }

    private Finding database() {
        try (var database = Database.open(settings.data().database());
                var records = SqlCallRecords.open(database, InstantSource.system())) {
            var latest = records.latest(1);
            return new Finding.Pass(
                    database.place()
                            + (latest.isEmpty() ? "" : ", " + latest.getFirst().startedAt()));
        } catch (RuntimeException e) {
            return new Finding.Fail(
                    String.valueOf(e.getMessage()), messages.text("doctor.database.remedy"));
        }
    }

    /// Free, or ours already.
    private Finding port() throws InterruptedException {
        var host = settings.http().host();
        var port = settings.http().port();
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return new Finding.Pass(messages.text("doctor.port.free", host + ":" + port));
        } catch (BindException e) {
            var here = URI.create("http://127.0.0.1:" + port);
            return live(here)
                    ? new Finding.Pass(messages.text("doctor.port.ours", host + ":" + port))
                    : new Finding.Fail(
                            String.valueOf(e.getMessage()),
                            messages.text("start.port-taken", "HTTP_PORT", String.valueOf(port)));
        } catch (IOException e) {
            return new Finding.Fail(String.valueOf(e), messages.text("doctor.port.remedy", host));
        }
    }

    private Finding reachable(URI outside) throws InterruptedException {
        return live(outside)
                ? new Finding.Pass(outside.toString())
                : new Finding.Fail(
                        outside.toString(), messages.text("doctor.public.remedy", outside));
    }

    private static boolean live(URI server) throws InterruptedException {
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            server.toString().replaceAll("/+$", "")
                                                    + "/health/live"))
                            .timeout(PATIENCE)
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) { // not reachable is the answer
            return false;
        }
    }

    private Finding twilio() {
        return new Finding.Pass(
                messages.text(
                        settings.twilioAuthToken() == null
                                ? "doctor.twilio.local"
                                : "doctor.twilio.signed"));
    }

    private Finding espeak() {
        var found = voices.get();
        if (found.available()) {
            return new Finding.Pass(
                    "espeak-ng " + found.version() + ": " + String.join(", ", found.voices()));
        }
        return EmbeddedNeeds.of(settings).voice()
                ? new Finding.Fail(
                        messages.text("doctor.voice.none"), messages.text("start.no-voice"))
                : new Finding.Note(messages.text("doctor.voice.optional"));
    }
}
