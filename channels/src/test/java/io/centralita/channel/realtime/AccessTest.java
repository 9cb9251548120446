package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.channel.Loopback;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who may open a session, and how a browser gets to.
@Timeout(60)
class AccessTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_key_opens_a_session_and_a_wrong_one_does_not() throws Exception {
        try (var rig = new RealtimeRig(RealtimeRig.KEYED, 5)) {
            rig.connect("", bearer(RealtimeRig.KEY)).next("session.created");
            assertRefused(rig, MultiMap.caseInsensitiveMultiMap());
            assertRefused(rig, bearer("wrong"));
            assertRefused(rig, bearer("ek_unknown"));
            assertThat(rig.counted)
                    .contains("refused no-key", "refused wrong-key", "refused ephemeral-key");
        }
    }

    @Test
    void whoever_is_refused_is_told_in_the_real_services_shape() throws Exception {
        try (var rig = new RealtimeRig(RealtimeRig.KEYED, 5)) {
            var answer = post(rig, "wrong", "{}");
            assertThat(answer.statusCode()).isEqualTo(401);
            var error = JSON.readTree(answer.body()).path("error");
            assertThat(error.path("code").asText()).isEqualTo("invalid_api_key");
            assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
            assertThat(error.path("message").asText()).isNotBlank();
            assertThat(error.has("param")).isTrue();
            assertThat(answer.body()).doesNotContain("wrong");
        }
    }

    @Test
    void without_keys_this_machine_alone_is_served_and_no_page_of_another_site() {
        try (var rig = new RealtimeRig()) {
            rig.connect().hangUp();
            rig.connect("", header("Origin", "http://localhost:3000")).hangUp();
            rig.connect("", header("Authorization", "Bearer whatever")).hangUp();
            assertRefused(rig, header("X-Forwarded-For", "203.0.113.7"));
            assertRefused(rig, header("Origin", "https://evil.example"));
            assertRefused(rig, header("Origin", "null"));
        }
    }

    @Test
    void an_ephemeral_key_opens_the_session_it_is_bound_to_by_header_and_by_subprotocol()
            throws Exception {
        try (var rig = new RealtimeRig(RealtimeRig.KEYED, 5)) {
            var made =
                    made(
                            rig,
                            """
                            {"expires_after": {"anchor": "created_at", "seconds": 60},
                             "session": {"type": "realtime", "model": "gpt-realtime",
                                         "instructions": "sé breve"}}""");
            var secret = made.path("value").asText();
            assertThat(secret).startsWith("ek_");
            assertThat(made.path("expires_at").asLong() - System.currentTimeMillis() / 1_000)
                    .isBetween(55L, 61L);
            assertThat(made.at("/session/instructions").asText()).isEqualTo("sé breve");

            var byHeader = rig.connect("", bearer(secret)).next("session.created");
            assertThat(byHeader.at("/session/instructions").asText()).isEqualTo("sé breve");
            assertThat(byHeader.at("/session/model").asText()).isEqualTo("gpt-realtime");
            var browser =
                    rig.connect(
                            "",
                            MultiMap.caseInsensitiveMultiMap(),
                            "realtime",
                            "openai-insecure-api-key." + secret);
            assertThat(browser.webSocket().subProtocol()).isEqualTo("realtime");
            browser.next("session.created");
            assertThat(post(rig, secret, "{}").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void a_key_beside_the_subprotocol_has_to_be_ephemeral() {
        try (var rig = new RealtimeRig(RealtimeRig.KEYED, 5)) {
            assertThatThrownBy(
                            () ->
                                    rig.connect(
                                            "",
                                            MultiMap.caseInsensitiveMultiMap(),
                                            "realtime",
                                            "openai-insecure-api-key." + RealtimeRig.KEY))
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("401");
        }
    }

    @Test
    void what_is_wrong_with_the_wish_for_a_key_is_told() throws Exception {
        try (var rig = new RealtimeRig(RealtimeRig.KEYED, 5)) {
            assertThat(code(rig, "{\"expires_after\": {\"seconds\": 5}}"))
                    .isEqualTo("invalid_value");
            assertThat(code(rig, "{\"expires_after\": {\"anchor\": \"now\"}}"))
                    .isEqualTo("invalid_value");
            assertThat(code(rig, "{\"session\": {\"type\": \"transcription\"}}"))
                    .isEqualTo("invalid_value");
            assertThat(code(rig, "nonsense")).isEqualTo("invalid_json");
            assertThat(made(rig, "").path("value").asText()).startsWith("ek_");
        }
    }

    @Test
    void ephemeral_keys_expire_and_are_only_so_many() {
        var secrets = new ClientSecrets(2);
        var bound = new ClientSecrets.Bound(SessionConfig.standard(), "");
        var minute = Duration.ofMinutes(1).toNanos();
        var first = secrets.issue(bound, minute, 0).orElseThrow();
        assertThat(secrets.issue(bound, 2 * minute, 0)).isPresent();
        assertThat(secrets.issue(bound, minute, 1)).isEmpty();
        assertThat(secrets.find(first, minute - 1)).isPresent();
        assertThat(secrets.find(first, minute)).isEmpty();
        assertThat(secrets.issue(bound, minute, minute)).isPresent();
    }

    @Test
    void what_is_not_served_is_refused_before_the_upgrade() {
        try (var rig = new RealtimeRig()) {
            var none = MultiMap.caseInsensitiveMultiMap();
            assertThatThrownBy(() -> rig.connect("?intent=transcription", none))
                    .hasMessageContaining("400");
            assertThatThrownBy(() -> rig.connect("?call_id=rtc_1", none))
                    .hasMessageContaining("404");
        }
    }

    @Test
    void keys_never_print() {
        assertThat(RealtimeRig.KEYED.toString()).doesNotContain(RealtimeRig.KEY);
    }

    private static String code(RealtimeRig rig, String body) throws Exception {
        var answer = post(rig, RealtimeRig.KEY, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        return JSON.readTree(answer.body()).at("/error/code").asText();
    }

    private static JsonNode made(RealtimeRig rig, String body) throws Exception {
        var answer = post(rig, RealtimeRig.KEY, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> post(RealtimeRig rig, String key, String body)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(rig.url(RealtimeChannel.SECRETS_PATH))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void assertRefused(RealtimeRig rig, MultiMap headers) {
        assertThatThrownBy(() -> Loopback.await(rig.webSockets().connect(rig.options("", headers))))
                .hasMessageContaining("401");
    }

    private static MultiMap bearer(String key) {
        return header("Authorization", "Bearer " + key);
    }

    private static MultiMap header(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }
}
