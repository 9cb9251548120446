package io.centralita.console.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.console.stand.Scene;
import io.centralita.console.stand.StandIn;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The routes that only the pages ask, as programs see them.
class PageRoutesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static StandIn server;

    @BeforeAll
    static void start() throws Exception {
        server = new StandIn(new Scene(0, 30));
    }

    @AfterAll
    static void stop() {
        HTTP.shutdownNow();
        server.close();
    }

    @Test
    void a_summary_counts_what_the_records_have() throws Exception {
        var answer = json(get("/api/summary?by=hour&zone=Europe/Madrid"));
        assertThat(answer.path("calls").asInt()).isEqualTo(30);
        assertThat(answer.path("by").size()).isBetween(24, 26);
        assertThat(answer.path("truncated").asBoolean()).isFalse();
        assertThat(json(get("/api/summary?tenant=norte")).path("calls").asInt()).isEqualTo(10);
        assertThat(json(get("/api/summary?tenant=nobody")).path("calls").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "since=yesterday,wrong-since",
        "until=13,wrong-until",
        "since=2026-01-02&until=2026-01-01,wrong-since",
        "since=2020-01-01&until=2026-01-01,wrong-since",
        "by=week,wrong-by",
        "since=2026-01-01&until=2026-03-01&by=hour,wrong-by",
        "zone=Mars,wrong-zone"
    })
    void what_cannot_be_summed_up_is_named(String parameters, String error) throws Exception {
        var answer = get("/api/summary?" + parameters);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").asText()).isEqualTo(error);
        assertThat(json(answer).path("message").asText()).isNotBlank();
    }

    @Test
    void the_network_is_shown_router_by_router() throws Exception {
        var network = json(get("/api/network"));
        assertThat(network.path("own").asBoolean()).isTrue();
        assertThat(network.at("/service/state").asText()).isEqualTo("up");
        assertThat(network.path("routers").findValuesAsText("name")).contains("router-146");
        assertThat(network.at("/routers/5/state").asText()).isEqualTo("down");
        assertThat(network.at("/routers/5/cpuPercent").isNull()).isTrue();
    }

    @Test
    void a_question_is_answered_or_says_why_not() throws Exception {
        var right = json(post("/api/network/ask", "{\"question\":\" ¿clientes? \"}"));
        assertThat(right.path("answered").asBoolean()).isTrue();
        assertThat(right.path("text").asText()).contains("221");
        assertThat(right.path("ms").isNumber()).isTrue();
        var wrong = json(post("/api/network/ask", "{\"question\":\"router 999\"}"));
        assertThat(wrong.path("answered").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "no json",
                "{\"question\":7}",
                "{\"question\":\"  \"}",
                "LONG",
                "HUGE"
            })
    void what_is_no_question_is_not_asked(String body) throws Exception {
        var sent =
                switch (body) {
                    case "LONG" -> "{\"question\":\"" + "a".repeat(501) + "\"}";
                    case "HUGE" -> "{\"question\":\"" + "a".repeat(10_000) + "\"}";
                    default -> body;
                };
        var answer = post("/api/network/ask", sent);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").asText()).isEqualTo("wrong-question");
    }

    @Test
    void settings_show_where_they_come_from_and_no_secret() throws Exception {
        var answer = get("/api/settings");
        assertThat(json(answer).findValuesAsText("origin")).contains(".env", "environment");
        assertThat(json(answer).at("/groups/0/settings/2/name").asText())
                .isEqualTo("CONSOLE_PASSWORD");
        assertThat(json(answer).at("/groups/0/settings/2/value").isNull()).isTrue();
        assertThatThrownBy(() -> new House.SettingEntry("KEY", "", true, "sk-1", ".env"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("sk-1");
    }

    @Test
    void tools_and_prompts_are_told() throws Exception {
        assertThat(json(get("/api/tools")).path("tools").findValuesAsText("name"))
                .contains("consultar_mikrotik");
        assertThat(json(get("/api/prompts?language=en")).path("prompts").findValuesAsText("key"))
                .contains("call.goodbye");
        var audio = get("/api/prompts/call.goodbye/0/audio");
        assertThat(audio.statusCode()).isEqualTo(404);
        assertThat(json(audio).path("error").asText()).isEqualTo("no-audio");
        assertThat(get("/api/prompts/call.goodbye/x/audio").statusCode()).isEqualTo(404);
    }

    @Test
    void engines_are_named_in_their_order() throws Exception {
        assertThat(json(get("/api/engines")).path("engines"))
                .extracting(JsonNode::asText)
                .containsExactly("openai", "pipeline", "offline");
    }

    @Test
    void numbers_are_shown_with_whom_they_reach_and_what_reaches_nobody() throws Exception {
        var numbers = json(get("/api/numbers"));
        assertThat(numbers.path("numbers").findValuesAsText("number"))
                .containsExactly("+34910000000", "+34910000001", "+34930000000");
        assertThat(numbers.at("/numbers/0/tenant/company").asText()).isEqualTo("Norte Fibra");
        assertThat(numbers.at("/numbers/2/active").asBoolean()).isFalse();
        assertThat(numbers.path("others").isNull()).isTrue();
        assertThat(numbers.at("/undialled/id").asText()).isEqualTo("default");
        assertThat(numbers.at("/undialled/stored").asBoolean()).isFalse();
        assertThat(numbers.at("/numbers/0/tenant/stored").asBoolean()).isTrue();
        assertThat(numbers.path("lines").findValuesAsText("channel"))
                .containsExactly("twilio", "asterisk", "webrtc", "realtime");
    }

    @ParameterizedTest
    @CsvSource({
        "910000000,norte",
        "0034910000001,norte",
        "sip:+34910000000@pbx,norte",
        "+34930000000,",
        "+34999999999,"
    })
    void who_answers_can_be_asked_in_any_way_of_dialling(String dialled, String tenant)
            throws Exception {
        var answer =
                json(get("/api/numbers/answering?dialled=" + URLEncoder.encode(dialled, UTF_8)));
        assertThat(answer.path("dialled").asText()).isEqualTo(dialled);
        assertThat(answer.at("/tenant/id").asText(null)).isEqualTo(tenant);
    }

    @Test
    void what_nobody_can_dial_is_not_looked_up() throws Exception {
        for (var parameters : List.of("", "?dialled=%20", "?dialled=" + "1".repeat(81))) {
            var answer = get("/api/numbers/answering" + parameters);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).path("error").asText()).isEqualTo("wrong-dialled");
        }
    }

    @Test
    void the_doctors_outcomes_come_line_by_line() throws Exception {
        var answer = post("/api/doctor", "");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        var lines = answer.body().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(JSON.readTree(lines.get(2)).path("remedy").asText()).contains("apt-get");
        assertThat(post("/api/doctor", "").statusCode())
                .as("again, when it is over")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/summary",
                "/api/network",
                "/api/settings",
                "/api/tools",
                "/api/engines",
                "/api/numbers",
                "/api/numbers/answering?dialled=1",
                "/api/prompts"
            })
    void nothing_is_told_to_whom_the_console_is_closed(String path) throws Exception {
        var request =
                HttpRequest.newBuilder(server.url().resolve(path))
                        .header("X-Forwarded-For", "203.0.113.9");
        assertThat(HTTP.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(server.url().resolve(path)).build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(server.url().resolve(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
