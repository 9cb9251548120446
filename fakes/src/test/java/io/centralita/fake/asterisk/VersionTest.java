package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.ari.Answer;
import io.centralita.fake.asterisk.ari.Installation;
import io.centralita.fake.asterisk.pbx.Feature;
import io.centralita.fake.asterisk.phone.Story;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What older ones do not know, and what is missing without a module.
final class VersionTest {
    private static final String MEDIA = "channels/externalMedia?app=" + Lab.APP + "&";
    private static final String SOCKET =
            "external_host=127.0.0.1:9092&encapsulation=audiosocket&transport=tcp"
                    + "&data=9a1ba360-7678-48b8-8134-382195caebdf&format=";
    private static final String SERVER =
            "encapsulation=none&transport=websocket&connection_type=server&format=slin16";

    private static Lab lab(Installation installation) {
        var lab = new Lab(installation, Duration.ofMillis(1));
        lab.pbx.stasis().connect(Lab.APP, false, lab.outlet);
        return lab;
    }

    private static Lab lab(String version) {
        return lab(Installation.CURRENT.version(version));
    }

    private static String message(Answer answer) {
        return Objects.requireNonNull(answer.body()).path("message").asText();
    }

    @ParameterizedTest
    @CsvSource({
        "MEDIA_WEBSOCKET, 22.6.0, true",
        "MEDIA_WEBSOCKET, 22.5.2, false",
        "MEDIA_WEBSOCKET, 20.16.0, true",
        "MEDIA_WEBSOCKET, 20.15.2, false",
        "MEDIA_WEBSOCKET, 21.11.0, true",
        "MEDIA_WEBSOCKET, 23.0.0, true",
        "MEDIA_WEBSOCKET, 18.26.4, false",
        "MEDIA_WEBSOCKET_MARKS, 21.12.2, false",
        "MEDIA_WEBSOCKET_MARKS, 22.8.0-rc1, true",
        "MEDIA_WEBSOCKET_MARKS, 23.1.0, false",
        "AUDIO_SOCKET, 18.0.0, true",
        "AUDIO_SOCKET, 16.30.1, false",
        "AUDIO_SOCKET, 22.1.0, true",
        "REST_OVER_WEBSOCKET, 22.3.0, false",
        "REAL_SLIN, 20.5.2, false",
        "REAL_SLIN, 22.0.0, true",
    })
    void each_branch_learned_it_in_a_release_of_its_own(
            Feature feature, String version, boolean known) {
        assertThat(feature.isKnownTo(version)).isEqualTo(known);
    }

    @Test
    void one_before_media_websockets_does_not_know_the_transport() {
        var lab = lab("22.5.2");
        assertThat(lab.request("POST", MEDIA + SERVER).status()).isEqualTo(501);
        assertThat(
                        lab.request(
                                        "POST",
                                        "channels/create?endpoint=WebSocket/INCOMING&app="
                                                + Lab.APP)
                                .status())
                .isEqualTo(500);
        var modules = Objects.requireNonNull(lab.request("GET", "asterisk/modules").body());
        assertThat(modules.toString()).doesNotContain("chan_websocket.so");
        assertThat(lab.request("GET", "asterisk/modules/chan_websocket.so").status())
                .isEqualTo(404);
        var info = Objects.requireNonNull(lab.request("GET", "asterisk/info").body());
        assertThat(info.path("system").path("version").asText()).isEqualTo("22.5.2");
    }

    @Test
    void the_first_media_websockets_know_neither_json_nor_marks_and_die_of_a_ping() {
        var lab = lab("22.7.0");
        lab.request("POST", MEDIA + SERVER + "&transport_data=f(json)");
        var socket = lab.farEnds.webSockets.getFirst();
        socket.media.connected(socket);
        assertThat(socket.texts.getFirst()).startsWith("MEDIA_START ");
        socket.media.text("MARK_MEDIA m");
        lab.timeline.advanceMs(60);
        assertThat(socket.texts).hasSize(1);
        socket.media.pinged();
        assertThat(socket.closed).isEqualTo(1003);
        assertThat(lab.types()).contains("ChannelDestroyed");
        assertThat(lab.last("ChannelDestroyed").has("tech_cause")).isTrue();
    }

    @Test
    void before_22_9_an_empty_queue_is_silence_and_the_direction_is_not_known() {
        var lab = lab("22.8.2");
        var phone = lab.call("120");
        lab.timeline.advanceMs(200);
        assertThat(phone.ear().heard().packets()).hasSizeGreaterThan(5);
        var now = lab("22.10.1");
        var other = now.call("120");
        now.timeline.advanceMs(200);
        assertThat(other.ear().heard().packets()).isEmpty();
    }

    @Test
    void older_audiosockets_know_one_kind_and_no_keys() {
        var lab = lab("22.3.0");
        var phone = lab.call("112");
        lab.timeline.advanceMs(50);
        var socket = lab.farEnds.audioSockets.getFirst();
        assertThat(socket.ofKind(0x12)).isEmpty();
        assertThat(socket.ofKind(0x10)).isNotEmpty();
        phone.press('5', 100);
        lab.timeline.advanceMs(200);
        assertThat(socket.ofKind(0x03)).isEmpty();
        socket.media.received(new byte[] {0x12, 0, 2, 0, 0});
        lab.timeline.advanceMs(5);
        assertThat(lab.stories.getLast()).isInstanceOf(Story.HungUp.class);
    }

    @Test
    void before_20_6_slin_over_rtp_was_mu_law() {
        var lab = lab("20.5.2");
        var phone = lab.call("100");
        lab.bridge(phone, "external_host=127.0.0.1:40000&format=slin");
        lab.timeline.advanceMs(60);
        assertThat(lab.farEnds.rtp.getFirst().sent.getFirst().payloadType()).isZero();
    }

    @Test
    void before_22_7_there_is_no_tech_cause() {
        var lab = lab("22.6.1");
        lab.request("POST", MEDIA + SERVER);
        var socket = lab.farEnds.webSockets.getFirst();
        socket.media.connected(socket);
        lab.timeline.advanceMs(5);
        socket.media.closed();
        assertThat(lab.last("ChannelDestroyed").has("tech_cause")).isFalse();
    }

    @Test
    void without_a_module_its_part_is_not_there() {
        var lab =
                lab(
                        Installation.CURRENT
                                .without("res_stasis_snoop.so")
                                .without("res_stasis_recording.so")
                                .without("res_ari_recordings.so")
                                .without("res_ari_bridges.so"));
        lab.call("100");
        assertThat(
                        lab.request(
                                        "POST",
                                        "channels/"
                                                + lab.channel()
                                                + "/snoop?spy=in&app="
                                                + Lab.APP)
                                .status())
                .isEqualTo(500);
        assertThat(lab.request("GET", "recordings/stored").status()).isEqualTo(404);
        assertThat(message(lab.request("POST", "bridges"))).isEqualTo("Resource not found");
        assertThat(
                        lab.request(
                                        "POST",
                                        "channels/" + lab.channel() + "/record?name=r&format=wav")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void without_the_application_a_call_ends() {
        var lab = lab(Installation.CURRENT.without("app_audiosocket.so"));
        lab.call("110");
        assertThat(lab.stories.getLast()).isInstanceOf(Story.HungUp.class);
        assertThat(lab.request("POST", MEDIA + SOCKET + "slin16").status()).isEqualTo(200);
    }
}
