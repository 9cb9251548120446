package io.centralita.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.doctor.Examination.Outcome;
import io.centralita.app.doctor.Examination.Status;
import io.centralita.app.server.StandIn;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the doctor says of the way in, wherever it leads.
class PublicUrlChecksTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String TOKEN = "find-me-0123456789abcdef01234567";

    @TempDir Path directory;

    private final List<String> lines = new ArrayList<>();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void a_way_that_leads_here_passes() throws Exception {
        int port = freePort();
        var settings = settings(port, here(port), Map.of());
        try (var _ = StandIn.start(settings)) {
            assertThat(examine(settings, here(port)))
                    .extracting(Outcome::status)
                    .containsExactly(Status.PASS, Status.PASS, Status.PASS);
        }
    }

    @Test
    void another_server_behind_the_address_is_noticed() throws Exception {
        int port = freePort();
        int other = freePort();
        var settings = settings(port, here(other), Map.of());
        try (var _ = StandIn.start(settings(port, here(port), Map.of()));
                var _ = StandIn.start(settings(other, here(other), Map.of()))) {
            var reached = examine(settings, here(port)).getFirst();
            assertThat(reached.status()).isEqualTo(Status.FAIL);
            assertThat(reached.detail()).contains("another server");
        }
    }

    @Test
    void a_server_with_another_token_is_noticed() throws Exception {
        int port = freePort();
        var running =
                settings(port, here(port), Map.of("TWILIO_AUTH_TOKEN", "another-token-altogether"));
        try (var _ = StandIn.start(running)) {
            var found = examine(settings(port, here(port), Map.of()), here(port));
            assertThat(found)
                    .extracting(Outcome::status)
                    .containsExactly(Status.PASS, Status.FAIL, Status.FAIL);
            assertThat(found.get(1).remedy().orElseThrow()).contains("TWILIO_AUTH_TOKEN");
            assertThat(found.get(2).remedy().orElseThrow()).contains("TWILIO_AUTH_TOKEN");
        }
    }

    @Test
    void nobody_and_somebody_else_are_told_apart() throws Exception {
        int port = freePort();
        var nobody = examine(settings(port, here(freePort()), Map.of()), here(port));
        assertThat(nobody).extracting(Outcome::status).containsOnly(Status.FAIL).hasSize(3);
        assertThat(nobody.getFirst().remedy().orElseThrow()).contains("Nobody answers");

        int page = freePort();
        var server = page(page);
        try {
            var somebody = examine(settings(page, here(page), Map.of()), here(page));
            assertThat(somebody).extracting(Outcome::status).containsOnly(Status.FAIL).hasSize(3);
            assertThat(somebody.getFirst().remedy().orElseThrow()).contains("Somebody else");
            assertThat(somebody.get(1).remedy().orElseThrow()).contains("/api/twilio/");
            assertThat(somebody.get(2).remedy().orElseThrow()).contains("WebSocket");
        } finally {
            server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void an_address_without_tls_and_none_at_all_are_told() throws Exception {
        int port = freePort();
        var plain = settings(port, "http://voice.example.net", Map.of());
        assertThat(examine(plain, here(port)).getFirst().remedy().orElseThrow()).contains("https");
        var none = SettingsReader.read(directory, Map.of("HTTP_PORT", "" + port)).settings();
        assertThat(examine(none, here(port)))
                .singleElement()
                .satisfies(one -> assertThat(one.remedy().orElseThrow()).contains("PUBLIC_URL"));
    }

    private static String here(int port) {
        return "http://127.0.0.1:" + port;
    }

    /// A web server that knows nothing of us.
    private static HttpServer page(int port) throws Exception {
        return VERTX.createHttpServer()
                .requestHandler(request -> request.response().end("<html>hello</html>"))
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private Settings settings(int port, String url, Map<String, String> changes) throws Exception {
        var environment =
                new HashMap<>(
                        Map.of(
                                "HTTP_PORT", "" + port,
                                "PUBLIC_URL", url,
                                "TWILIO_AUTH_TOKEN", TOKEN));
        environment.putAll(changes);
        return SettingsReader.read(directory, environment).settings();
    }

    /// In both languages; what is returned is the English one.
    private List<Outcome> examine(Settings settings, String here) throws Exception {
        run(settings, here, Locale.of("es"));
        return run(settings, here, Locale.ENGLISH);
    }

    private List<Outcome> run(Settings settings, String here, Locale language) throws Exception {
        var messages = Messages.in(language);
        var examination = new Examination(messages, lines::add);
        examination.run(new PublicUrlChecks(settings, messages, URI.create(here)).checks());
        assertThat(lines)
                .allMatch(line -> line.length() <= Columns.WIDTH)
                .noneMatch(line -> line.contains(TOKEN));
        return examination.outcomes();
    }

    private static int freePort() throws Exception {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
