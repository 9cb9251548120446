package io.centralita.console.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real coturn takes the credentials that callers are given, as long as they are good.
@Timeout(60)
class CoturnTest {
    private static final int UNAUTHORIZED = 401;
    private static final List<Coturn> RUNNING = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Coturn.isInstalled(), "no coturn: install Debian's package coturn");
        RUNNING.add(Coturn.start());
    }

    @AfterAll
    static void stop() throws Exception {
        for (var coturn : RUNNING) {
            coturn.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void credentials_of_ours_get_a_relay(String transport) throws Exception {
        var coturn = RUNNING.getFirst();
        try (var house = new VoiceHouse(settings(coturn, Duration.ofHours(1)))) {
            house.at(Instant.now());
            var server =
                    VoiceHouse.json(house.browser().near().visit("/api/voice/ice-servers"))
                            .at("/iceServers/1");
            assertThat(server.at("/urls").toString()).contains(coturn.urls());
            var username = server.path("username").asText();
            var credential = server.path("credential").asText();

            var url = coturn.url(transport);
            var relay = TurnProbe.allocate(url, username, credential);
            assertThat(relay.relays()).isTrue();
            assertThat(relay.port()).isPositive();
            assertThat(TurnProbe.allocate(url, username + "x", credential).error())
                    .isEqualTo(UNAUTHORIZED);
            assertThat(TurnProbe.allocate(url, username, "x").error()).isEqualTo(UNAUTHORIZED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void those_that_have_expired_get_none(String transport) throws Exception {
        var coturn = RUNNING.getFirst();
        var past = Instant.now().minus(Duration.ofHours(1)).minusSeconds(60);
        var servers = settings(coturn, Duration.ofHours(1)).ice();
        var configuration = servers.configuration("late", past).toString();
        assertThat(configuration).contains("late");
        var username = past.plus(Duration.ofHours(1)).getEpochSecond() + ":late";
        var credential = IceServers.credential(Coturn.SECRET, username);
        assertThat(configuration).contains(username, credential);

        assertThat(TurnProbe.allocate(coturn.url(transport), username, credential).error())
                .isEqualTo(UNAUTHORIZED);
    }

    @Test
    void a_secret_of_somebody_else_gets_none() throws Exception {
        var coturn = RUNNING.getFirst();
        var username = Instant.now().plusSeconds(600).getEpochSecond() + ":x";
        var credential = IceServers.credential("another-secret", username);
        assertThat(TurnProbe.allocate(coturn.url("udp"), username, credential).error())
                .isEqualTo(UNAUTHORIZED);
    }

    @Test
    void it_says_as_whom_it_sees_us() throws Exception {
        var seen = TurnProbe.seenAs(RUNNING.getFirst().stunUrl());
        assertThat(seen.getAddress().isLoopbackAddress()).isTrue();
        assertThat(seen.getPort()).isPositive();
    }

    private static VoiceSettings settings(Coturn coturn, Duration ttl) {
        return new VoiceSettings(
                new IceServers(
                        List.of(coturn.stunUrl()), coturn.urls(), Optional.of(Coturn.SECRET), ttl),
                Duration.ofMinutes(5));
    }
}
