package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.fake.asterisk.ari.Installation;
import io.vertx.core.http.UpgradeRejectedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The HTTP server's answers and habits, as captured in `answers-and-handshakes.jsonl`.
final class HttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<JsonNode> captured() throws IOException {
        var lines = new ArrayList<JsonNode>();
        try (var in =
                HttpTest.class.getResourceAsStream("/asterisk/answers-and-handshakes.jsonl")) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (var line : text.split("\n", -1)) {
                if (!line.isBlank()) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        return lines;
    }

    @Test
    void plain_requests_are_answered_as_the_real_one_answers_them() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            int compared = 0;
            for (var line : captured()) {
                if (!line.has("path")
                        || line.path("what").asText().equals("applications")
                        || line.path("what").asText().contains("without upgrade")) {
                    continue;
                }
                compare(gateway, line);
                compared++;
            }
            assertThat(compared).isEqualTo(14);
        }
    }

    private static void compare(Gateway gateway, JsonNode line) throws Exception {
        var what = line.path("what").asText();
        var uri = line.path("path").asText().substring("/ari".length());
        var method = line.path("method").asText();
        var builder = gateway.bare(method, uri);
        switch (what) {
            case "no credentials", "api_key" -> {
                // Without a header.
            }
            case "wrong password" ->
                    builder.header("Authorization", Gateway.basic("Asterisk:wrong"));
            case "user name in other case" ->
                    builder.header("Authorization", Gateway.basic("asterisk:secret"));
            default -> builder.header("Authorization", Gateway.basic("Asterisk:secret"));
        }
        if (what.equals("bad JSON body")) {
            builder.method(method, BodyPublishers.ofString("{not json"));
        } else if (what.equals("parameters in a JSON body")) {
            builder.method(
                    method,
                    BodyPublishers.ofString(
                            "{\"type\":\"mixing\",\"bridgeId\":\"my-bridge-1\",\"name\":\"body-test\"}"));
        }
        var response = gateway.http.send(builder.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(what).isEqualTo(line.path("status").asInt());
        assertThat(withoutTimes(response.body()))
                .as(what)
                .isEqualTo(withoutTimes(line.path("body").asText()));
        line.path("headers")
                .properties()
                .forEach(
                        header -> {
                            boolean empty =
                                    response.statusCode() == 204
                                            && header.getKey().equals("content-length");
                            if (!empty && !header.getKey().equals("date")) {
                                assertThat(response.headers().firstValue(header.getKey()))
                                        .as(what + " " + header.getKey())
                                        .hasValue(header.getValue().asText());
                            }
                        });
    }

    private static String withoutTimes(String body) {
        return body.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+\\+0000", "TIME");
    }

    @Test
    void events_want_credentials_an_application_and_no_other_subprotocol() {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            assertThat(status(gateway, "/ari/events?app=x", List.of())).isEqualTo(401);
            assertThat(status(gateway, "/ari/events?app=x&api_key=Asterisk:wrong", List.of()))
                    .isEqualTo(401);
            assertThat(status(gateway, "/ari/events?api_key=Asterisk:secret", List.of()))
                    .isEqualTo(400);
            assertThat(status(gateway, "/ari/events?app=x&api_key=Asterisk:secret", List.of("foo")))
                    .isEqualTo(400);
            assertThat(
                            gateway.connect(
                                            "/ari/events?app=x&api_key=Asterisk:secret",
                                            List.of("ari"))
                                    .subProtocol())
                    .isEqualTo("ari");
            gateway.connect(
                    "/ari/events?app=x,y&subscribeAll=true&api_key=Asterisk:secret", List.of());
        }
    }

    private static int status(Gateway gateway, String uri, List<String> subprotocols) {
        try {
            gateway.connect(uri, subprotocols);
            return 101;
        } catch (RuntimeException e) {
            return e.getCause() instanceof UpgradeRejectedException rejected
                    ? rejected.getStatus()
                    : -1;
        }
    }

    @Test
    void events_without_an_upgrade_are_426() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            var response = gateway.request("GET", "/events?app=x");
            assertThat(response.statusCode()).isEqualTo(426);
            assertThat(response.body()).contains("Upgrade Required");
        }
    }

    @Test
    void an_idle_connection_is_closed() throws Exception {
        var quick = Settings.DEFAULT.withKeepAlive(Duration.ofMillis(150));
        try (var gateway = new Gateway(quick);
                var socket = socket(gateway)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void beyond_the_session_limit_connections_are_closed_without_an_answer() throws Exception {
        var sockets = new ArrayList<Socket>();
        try (var gateway = new Gateway(Settings.DEFAULT.withSessionLimit(3))) {
            for (int i = 0; i < 3; i++) {
                sockets.add(socket(gateway));
            }
            while (gateway.asterisk.openConnections() < 3) {
                Thread.onSpinWait();
            }
            try (var beyond = socket(gateway)) {
                assertThat(beyond.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(gateway.asterisk.refusedConnections()).isEqualTo(1);
        }
        for (var socket : sockets) {
            socket.close();
        }
    }

    private static Socket socket(Gateway gateway) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(gateway.asterisk.host(), gateway.asterisk.port()));
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void the_door_does_what_the_plan_says() throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT)) {
            gateway.asterisk.plan(
                    Plan.once("GET", "asterisk/ping", new Misbehaviour.Refuse(503))
                            .and("POST", "bridges", 1, new Misbehaviour.LoseAnswer()));
            assertThat(gateway.request("GET", "/asterisk/ping").statusCode()).isEqualTo(503);
            assertThat(gateway.request("GET", "/asterisk/ping").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> gateway.request("POST", "/bridges"))
                    .isInstanceOf(IOException.class);
            assertThat(gateway.asterisk.leftovers().bridges()).hasSize(1);
            gateway.asterisk.plan(Plan.onEvents(new Misbehaviour.Refuse(503)));
            assertThat(status(gateway, "/ari/events?app=x&api_key=Asterisk:secret", List.of()))
                    .isEqualTo(503);
        }
    }

    @Test
    void an_older_asterisk_says_so_and_has_no_media_websockets() throws Exception {
        var old = Settings.DEFAULT.withInstallation(Installation.old());
        try (var gateway = new Gateway(old)) {
            assertThat(gateway.ask("GET", "/asterisk/info").path("system").path("version").asText())
                    .isEqualTo("20.8.1");
            assertThat(gateway.request("GET", "/asterisk/modules/chan_websocket.so").statusCode())
                    .isEqualTo(404);
            assertThat(gateway.request("GET", "/asterisk/modules/chan_rtp.so").statusCode())
                    .isEqualTo(200);
            var refused =
                    gateway.request(
                            "POST",
                            "/channels/externalMedia?app=x&transport=websocket&format=slin16"
                                    + "&connection_type=server");
            assertThat(refused.statusCode()).isEqualTo(501);
        }
    }
}
