package io.centralita.console.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What browsers are told about pages of other sites that ask (CORS).
@Timeout(60)
class CrossOriginTest {
    private static final String SESSION = "/api/voice/webrtc/session";

    private final VoiceHouse house = new VoiceHouse(VoiceSettings.STANDARD);

    CrossOriginTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://www.norte.example", "https://sur.example", "https://corto.example"})
    void pages_of_tenants_may_ask_with_a_token_and_without_cookies(String origin) throws Exception {
        for (var path : List.of(SESSION, SESSION + "/x", "/api/voice/ice-servers")) {
            var answer = preflight(path, origin);
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(header(answer, "Access-Control-Allow-Origin")).contains(origin);
            assertThat(header(answer, "Access-Control-Allow-Methods"))
                    .contains("GET, POST, DELETE");
            assertThat(header(answer, "Access-Control-Allow-Headers"))
                    .contains("Authorization, Content-Type");
            assertThat(header(answer, "Access-Control-Allow-Credentials")).isEmpty();
            assertThat(header(answer, "Vary")).contains("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "null", "*", "https://www.norte.example:444", "x"})
    void nobody_elses_pages_may(String origin) throws Exception {
        var answer = preflight(SESSION, origin);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEmpty();
        assertThat(VoiceHouse.json(answer).path("remedy").asText()).contains("browser.origins");
    }

    @Test
    void no_page_asks_for_tokens() throws Exception {
        assertThat(preflight("/api/voice/token", VoiceHouse.ORIGIN).statusCode()).isEqualTo(403);
    }

    @Test
    void every_answer_can_be_read_errors_too() throws Exception {
        var wrong = house.call("x.y.z", VoiceHouse.ORIGIN);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(header(wrong, "Access-Control-Allow-Origin")).contains(VoiceHouse.ORIGIN);
        var right = house.call(house.token("{}"), VoiceHouse.ORIGIN);
        assertThat(header(right, "Access-Control-Allow-Origin")).contains(VoiceHouse.ORIGIN);
        assertThat(header(right, "Access-Control-Expose-Headers").orElseThrow())
                .contains("Location", "Retry-After", "Centralita-Resumed");
    }

    @Test
    void remedies_are_in_the_readers_language() throws Exception {
        var browser = house.browser().with("Accept-Language", "en-GB,en;q=0.9,es;q=0.8");
        var english = VoiceHouse.call(browser, "x", VoiceHouse.ORIGIN, "");
        assertThat(VoiceHouse.json(english).path("remedy").asText()).startsWith("Ask for another");
        browser.with("Accept-Language", "de");
        var house = VoiceHouse.call(browser, "x", VoiceHouse.ORIGIN, "");
        assertThat(VoiceHouse.json(house).path("remedy").asText()).startsWith("Pida otro permiso");
    }

    private HttpResponse<String> preflight(String path, String origin) throws Exception {
        return house.browser()
                .send(
                        "OPTIONS",
                        path,
                        "",
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization,content-type",
                        "Sec-Fetch-Site",
                        "cross-site",
                        "Sec-Fetch-Mode",
                        "cors");
    }

    private static Optional<String> header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name);
    }
}
