package io.centralita.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.app.browser.BrowserHouse.Placed;
import io.centralita.call.text.BundledTexts;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose a browser's call is: visitors of a tenant's site have their own, the console has all, and
/// nobody else any. At a whole server.
class CallersRightsEndToEndTest {
    private static final String KEY = "key-of-norte-0123456789";
    private static final String SESSIONS = "/api/voice/webrtc/session";
    private static final Map<String, String> CONSOLE = Map.of();

    /// Any word of a proxy says that somebody is not at this machine.
    private static final Map<String, String> AFAR = Map.of("X-Forwarded-For", "203.0.113.9");

    private static final Map<String, String> ANOTHER_SITE =
            Map.of("Origin", "https://other.example", "Sec-Fetch-Site", "cross-site");

    @TempDir static Path directory;

    private static BrowserHouse house;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        house = new BrowserHouse(directory, Map.of());
        var key = Files.writeString(directory.resolve("key"), KEY + "\n");
        var document =
                ("{\"id\": \"norte\", \"browser\": {\"key\": \"file:%s\", \"origins\":"
                                + " [\"https://norte.example\"], \"calls-per-minute-and-address\": 60}}")
                        .formatted(key);
        var stored = send("PUT", "/api/tenants/norte", document, Map.of("If-None-Match", "*"));
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    private static HttpResponse<String> send(
            String method, String path, String body, Map<String, String> headers) throws Exception {
        var request =
                HttpRequest.newBuilder(house.server.url().resolve(path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return house.http.send(request.build(), BodyHandlers.ofString());
    }

    /// The header that a visitor's page sends.
    private static Map<String, String> visitor() throws Exception {
        var given =
                send(
                        "POST",
                        "/api/voice/token",
                        "{\"caller\": \"Ana\"}",
                        Map.of("Authorization", "Bearer " + KEY));
        assertThat(given.statusCode()).as(given.body()).isEqualTo(201);
        var token = BrowserHouse.json(given.body()).path("token").asText();
        return Map.of("Authorization", "Bearer " + token);
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Everything that may be asked about a call is answered alike.
    private static void assertRefused(
            Placed call, Map<String, String> headers, int status, String error) throws Exception {
        var path = SESSIONS + "/" + call.id();
        for (var request :
                new String[][] {
                    {"GET", path, ""},
                    {"DELETE", path, ""},
                    {"POST", path + "/offer", offer()},
                    {"POST", path + "/diagnostics", "{}"}
                }) {
            var answer = send(request[0], request[1], request[2], headers);
            assertThat(answer.statusCode())
                    .as(request[0] + " " + request[1] + " " + answer.body())
                    .isEqualTo(status);
            assertThat(BrowserHouse.json(answer.body()).path("error").asText()).isEqualTo(error);
        }
        assertThat(send("GET", path, "", CONSOLE).body()).isEqualTo("{\"state\":\"live\"}");
    }

    private static String offer() {
        return nothing()
                .put("sdp", "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nm=application 9 x y\r\n")
                .toString();
    }

    @Test
    void a_visitors_call_is_theirs_and_the_consoles() throws Exception {
        var ana = visitor();
        var call = house.call(ana, nothing());
        assertRefused(call, visitor(), 403, "not-yours");
        assertRefused(call, AFAR, 403, "forbidden");
        assertRefused(call, ANOTHER_SITE, 401, "no-token");
        var path = SESSIONS + "/" + call.id();
        assertThat(send("POST", path + "/diagnostics", "{}", ana).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", path, "", CONSOLE).statusCode()).isEqualTo(204);
        assertThat(call.call().awaitHangUp(BrowserHouse.PATIENCE)).isTrue();
        assertThat(send("DELETE", path, "", ana).statusCode()).isEqualTo(204);
        call.call().drop();
        var report = house.report(call.id());
        assertThat(report.path("tenant").asText()).isEqualTo("norte");
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
    }

    @Test
    void a_call_of_the_consoles_is_no_visitors() throws Exception {
        var call = house.call(CONSOLE, nothing());
        assertRefused(call, visitor(), 403, "not-yours");
        call.call().hangUp();
        house.report(call.id());
    }

    @Test
    void a_token_begins_one_call_and_goes_on_with_that_one_alone() throws Exception {
        var ana = visitor();
        var lost = house.call(ana, nothing());
        lost.event("output_audio_buffer.stopped");
        var twice = send("POST", SESSIONS, offer(), ana);
        assertThat(twice.statusCode()).isEqualTo(401);
        assertThat(twice.body()).contains("token-used");
        lost.call().drop();
        house.awaitNobody();

        var resume = nothing().put("resume", lost.id());
        var stranger = house.call(visitor(), resume);
        stranger.awaitWords(new BundledTexts().text("call.greeting", BrowserHouse.SPANISH));
        stranger.call().hangUp();
        var again = house.call(ana, resume);
        again.awaitWords(new BundledTexts().text("call.reconnected", BrowserHouse.SPANISH));
        again.call().hangUp();
        assertThat(house.report(again.id()).path("tenant").asText()).isEqualTo("norte");
    }
}
