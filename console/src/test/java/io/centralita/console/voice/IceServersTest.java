package io.centralita.console.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `GET /api/voice/ice-servers`.
@Timeout(60)
class IceServersTest {
    private static final IceServers SERVERS =
            new IceServers(
                    List.of("stun:turn.example.net:3478"),
                    List.of(
                            "turn:turn.example.net:3478?transport=udp",
                            "turns:turn.example.net:443?transport=tcp"),
                    Optional.of("north-secret"),
                    Duration.ofHours(1));
    private static final String PATH = "/api/voice/ice-servers";

    @Test
    void a_credential_is_as_coturn_reckons_it() {
        assertThat(IceServers.credential("north-secret", "1790000000:caller42"))
                .isEqualTo("a2phUaV2hrWYryCrC0k+IgomQeE=");
        var configuration =
                SERVERS.configuration("caller42", Instant.ofEpochSecond(1_790_000_000 - 3_600));
        assertThat(configuration.toString())
                .contains("1790000000:caller42", "a2phUaV2hrWYryCrC0k+IgomQeE=")
                .doesNotContain("north-secret");
        assertThat(SERVERS.toString()).doesNotContain("north-secret");
    }

    @Test
    void callers_get_what_their_browser_is_configured_with() throws Exception {
        try (var house = new VoiceHouse(new VoiceSettings(SERVERS, Duration.ofMinutes(5)))) {
            var answer =
                    house.browser()
                            .send(
                                    "GET",
                                    PATH,
                                    "",
                                    "Authorization",
                                    "Bearer " + house.token("{}"),
                                    "Origin",
                                    VoiceHouse.ORIGIN);
            assertThat(answer.statusCode()).isEqualTo(200);
            var json = VoiceHouse.json(answer);
            assertThat(json.at("/iceServers/0/urls/0").asText())
                    .isEqualTo("stun:turn.example.net:3478");
            assertThat(json.at("/iceServers/0").has("username")).isFalse();
            assertThat(json.at("/iceServers/1/urls")).hasSize(2);
            assertThat(json.at("/iceServers/1/username").asText())
                    .startsWith(VoiceHouse.NOON.plusSeconds(3_600).getEpochSecond() + ":");
            assertThat(json.at("/iceServers/1/credential").asText()).hasSize(28);
            assertThat(json.path("iceTransportPolicy").asText()).isEqualTo("all");
            assertThat(json.path("bundlePolicy").asText()).isEqualTo("max-bundle");
            assertThat(json.path("rtcpMuxPolicy").asText()).isEqualTo("require");
            assertThat(json.path("ttl").asInt()).isEqualTo(3_600);
            assertThat(json.path("turn").asBoolean()).isTrue();
            assertThat(json.path("notice").isNull()).isTrue();
            assertThat(answer.body()).doesNotContain("north-secret");
        }
    }

    @Test
    void without_turn_it_says_what_that_means() throws Exception {
        try (var house = new VoiceHouse(VoiceSettings.STANDARD)) {
            var near = house.browser().near().with("Accept-Language", "en");
            var json = VoiceHouse.json(near.visit(PATH));
            assertThat(json.path("turn").asBoolean()).isFalse();
            assertThat(json.path("iceServers")).isEmpty();
            assertThat(json.path("notice").asText()).contains("TURN_URLS");
        }
    }

    @Test
    void nobody_gets_credentials_who_may_not_call() throws Exception {
        try (var house = new VoiceHouse(new VoiceSettings(SERVERS, Duration.ofMinutes(5)))) {
            assertThat(house.browser().fetch("GET", PATH).statusCode()).isEqualTo(401);
            var token = house.token("{}");
            var evil =
                    house.browser()
                            .send(
                                    "GET",
                                    PATH,
                                    "",
                                    "Authorization",
                                    "Bearer " + token,
                                    "Origin",
                                    "https://evil.example");
            assertThat(evil.statusCode()).isEqualTo(403);
            assertThat(evil.body()).doesNotContain("credential");
            var late = house.browser();
            int refused = 0;
            for (int i = 0; i < 70; i++) {
                refused +=
                        late.send("GET", PATH, "", "Authorization", "Bearer " + token).statusCode()
                                        == 429
                                ? 1
                                : 0;
            }
            assertThat(refused).isBetween(9, 11);
        }
    }

    @Test
    void turn_needs_its_secret() {
        assertThatThrownBy(
                        () ->
                                new IceServers(
                                        List.of(),
                                        List.of("turn:x"),
                                        Optional.empty(),
                                        Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
