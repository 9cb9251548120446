package io.centralita.channel.asterisk.audiosocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The dial plan says who calls, as `CURL()` does, and the call comes.
final class AnnouncementTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String KEY = "k3y";

    private static AudioSocketSettings withKey(AudioSocketSettings settings) {
        return settings.with(settings.announcements().withKey(KEY));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    @Test
    void a_call_that_was_announced_comes_with_all_that_was_said() throws Exception {
        try (var rig = new Rig(settings -> settings)) {
            var id = UUID.randomUUID();
            var answer =
                    rig.announce(
                            id, "from=%2B34910000000&to=600&name=Ana%20Mar%C3%ADa&queue=ventas");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ok");
            assertThat(rig.transport.announced()).isEqualTo(1);
            try (var peer = new StrictPeer(rig.port)) {
                peer.send(Messages.id(id).appendBuffer(Messages.audio(0x10, 320)));
                var call = rig.arrival();
                assertThat(call.from()).isEqualTo("+34910000000");
                assertThat(call.to()).isEqualTo("600");
                assertThat(call.parameters())
                        .isEqualTo(Map.of("caller_name", "Ana María", "queue", "ventas"));
                assertThat(rig.announce(id, "from=1").statusCode()).isEqualTo(409);
            }
            assertThat(rig.counted.all()).isEqualTo(Map.of("refused id-in-use", 1));
        }
    }

    @Test
    void json_will_do_too() throws Exception {
        try (var rig = new Rig(settings -> settings)) {
            var id = UUID.randomUUID();
            var json = "{\"from\":\"1\",\"to\":\"2\",\"variables\":{\"queue\":\"ventas\"}}";
            var answer = rig.send(rig.post(id.toString(), json, "application/json; charset=utf-8"));
            assertThat(answer.body()).isEqualTo("ok");
            try (var peer = new StrictPeer(rig.port)) {
                peer.send(Messages.id(id).appendBuffer(Messages.audio(0x12, 640)));
                assertThat(rig.arrival().parameters()).isEqualTo(Map.of("queue", "ventas"));
            }
        }
    }

    @Test
    void nobody_announces_calls_without_the_key() throws Exception {
        try (var rig = new Rig(AnnouncementTest::withKey)) {
            var id = UUID.randomUUID().toString();
            assertThat(rig.send(rig.post(id, "from=1", FORM)).statusCode()).isEqualTo(401);
            assertThat(
                            rig.send(
                                            rig.post(id, "from=1", FORM)
                                                    .header("X-Centralita-Key", "wrong"))
                                    .statusCode())
                    .isEqualTo(401);
            for (var authorization :
                    new String[] {
                        basic("centralita:no"), basic("k3y"), "Basic ?", "Digest x", "Bearer no"
                    }) {
                assertThat(
                                rig.send(
                                                rig.post(id, "from=1", FORM)
                                                        .header("Authorization", authorization))
                                        .statusCode())
                        .as(authorization)
                        .isEqualTo(401);
            }
            assertThat(rig.transport.announced()).isZero();
            assertThat(rig.counted.of("refused no-key") + rig.counted.of("refused wrong-key"))
                    .isEqualTo(7);
        }
    }

    @Test
    void the_key_may_come_in_three_ways() throws Exception {
        try (var rig = new Rig(AnnouncementTest::withKey)) {
            for (var header :
                    Map.of(
                                    "X-Centralita-Key",
                                    KEY,
                                    "Authorization",
                                    basic("centralita:" + KEY),
                                    "authorization",
                                    "Bearer " + KEY)
                            .entrySet()) {
                var request =
                        rig.post(UUID.randomUUID().toString(), "from=1", FORM)
                                .header(header.getKey(), header.getValue());
                assertThat(rig.send(request).statusCode()).isEqualTo(200);
            }
            assertThat(rig.transport.announced()).isEqualTo(3);
        }
    }

    @Test
    void without_a_key_only_this_machine_itself_is_heard() throws Exception {
        try (var rig = new Rig(settings -> settings)) {
            var request =
                    rig.post(UUID.randomUUID().toString(), "from=1", FORM)
                            .header("X-Forwarded-For", "203.0.113.9");
            assertThat(rig.send(request).statusCode()).isEqualTo(403);
            assertThat(rig.counted.all()).isEqualTo(Map.of("refused not-local", 1));
        }
    }

    @Test
    void what_is_no_announcement_is_refused() throws Exception {
        try (var rig = new Rig(settings -> settings)) {
            var id = UUID.randomUUID().toString();
            assertThat(rig.send(rig.post("600", "from=1", FORM)).body()).isEqualTo("malformed-id");
            assertThat(rig.send(rig.post("1-2-3-4-5", "from=1", FORM)).statusCode()).isEqualTo(400);
            assertThat(rig.send(rig.post(id, "{", "application/json")).body())
                    .isEqualTo("unreadable-json");
            assertThat(rig.send(rig.post(id, "from=" + "1".repeat(2_000), FORM)).body())
                    .isEqualTo("unreadable-field-length");
            assertThat(rig.send(rig.post(id, "from=" + "1".repeat(20_000), FORM)).statusCode())
                    .isEqualTo(413);
            assertThat(rig.transport.announced()).isZero();
        }
    }
}
