package io.centralita.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.app.doctor.AsteriskArrival;
import io.centralita.app.doctor.AsteriskChecks;
import io.centralita.app.doctor.AsteriskLogin;
import io.centralita.app.doctor.AsteriskPathChecks;
import io.centralita.app.doctor.Examination;
import io.centralita.app.server.AsteriskTrial;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.Settings.Secret;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.AriClient;
import io.centralita.channel.asterisk.ari.AriFinding.Ready;
import io.centralita.channel.asterisk.ari.AriProbe;
import io.centralita.channel.asterisk.ari.AriSettings;
import io.centralita.channel.asterisk.ari.AriSettings.Events;
import io.centralita.channel.asterisk.ari.ConnectingEvents;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the doctor does about Asterisk: asks it, and calls itself through it.
final class AsteriskDoctor {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long CLOSING_SECONDS = 10;

    private final Terminal terminal;
    private final Settings settings;

    AsteriskDoctor(Terminal terminal, Settings settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    void examine(Examination examination) throws InterruptedException, StartFailure {
        var ari = settings.asterisk().ari();
        if (ari == null) {
            examination.run(AsteriskChecks.nothing(terminal.messages()));
            return;
        }
        if (ari.url().isEmpty()) {
            examination.run(
                    new AsteriskArrival(settings, terminal.messages(), ari.application(), running())
                            .checks());
            return;
        }
        var vertx = Vertx.vertx();
        try (var probe = new AriProbe(vertx, ari, Time.SYSTEM)) {
            var login = new AsteriskLogin(terminal.messages(), ari, probe);
            examination.run(List.of(login.check()));
            if (login.ready().isPresent()) {
                var found = login.ready().get();
                examination.run(
                        new AsteriskChecks(
                                        settings,
                                        terminal.messages(),
                                        ari.application(),
                                        found,
                                        running())
                                .checks());
                call(examination, ari, found, vertx);
            }
        } finally {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(CLOSING_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    /// As an application of its own: a running server's stays with it.
    private void call(Examination examination, AriSettings ari, Ready found, Vertx vertx)
            throws InterruptedException, StartFailure {
        var own =
                new AriSettings(
                        ari.url(),
                        ari.username(),
                        ari.password(),
                        ari.application() + "-doctor",
                        Events.CONNECT,
                        ari.limits());
        var version = found.info().version();
        try (var client = new AriClient(vertx, own, Time.SYSTEM, ChannelMetrics.NONE);
                var events =
                        ConnectingEvents.of(vertx, own, client, Time.SYSTEM, ChannelMetrics.NONE);
                var trial = AsteriskTrial.open(settings, vertx, version)) {
            var paths =
                    new AsteriskPathChecks(
                            settings.asterisk(), terminal.messages(), own, client, events);
            examination.run(paths.checks(trial.transports(), version, found.modules()));
        }
    }

    /// Whether a server of ours runs here and hears the Asterisk; null where none says so.
    private @Nullable Boolean running() throws InterruptedException {
        var http = settings.http();
        var host = "0.0.0.0".equals(http.host()) ? "127.0.0.1" : http.host();
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://" + host + ":" + http.port() + "/health/ready"))
                        .timeout(PATIENCE);
        var password = http.consolePassword();
        if (password != null) {
            request.header("Authorization", basic(password));
        }
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            for (var check : new ObjectMapper().readTree(answer.body()).path("checks")) {
                if (check.path("name").asText().equals("asterisk")) {
                    return check.path("ready").asBoolean();
                }
            }
            return null;
        } catch (IOException | IllegalArgumentException _) {
            return null;
        }
    }

    private static String basic(Secret password) {
        var credentials = "doctor:" + password.value();
        return "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
