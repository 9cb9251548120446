package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.phone.Phone;
import io.centralita.fake.asterisk.phone.Story;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What was measured of a real Asterisk (protocols/asterisk-measured.md) and neither the captures
/// nor the tests of the media connections show.
final class MeasuredTest {
    private static final String RTP = "external_host=127.0.0.1:40000&format=ulaw";
    private static final String SERVER =
            "encapsulation=none&transport=websocket&connection_type=server&format=ulaw";
    private static final Recording TONE =
            new Recording(8_000, Tones.sine(440, -12, Duration.ofMillis(165), 8_000));

    private final Lab lab = Lab.connected();

    private int status(String method, String uri) {
        return lab.request(method, uri).status();
    }

    private FarEnds.MediaSocket socket() {
        return lab.farEnds.webSockets.getLast();
    }

    private void frames(int count) {
        for (int i = 0; i < count; i++) {
            socket().media.binary(new byte[160], true, true);
        }
    }

    private int queueLength() {
        socket().media.text("GET_STATUS");
        return Integer.parseInt(
                socket().texts.getLast().replaceAll(".*queue_length:(\\d+).*", "$1"));
    }

    @Test
    void what_is_done_twice_is_no_error() {
        lab.call("101");
        var channel = lab.channel();
        assertThat(status("POST", "channels/" + channel + "/answer")).isEqualTo(204);
        assertThat(status("POST", "channels/" + channel + "/answer")).isEqualTo(204);
        var bridge = Lab.id(lab.request("POST", "bridges?type=mixing"));
        var add = "bridges/" + bridge + "/addChannel?channel=" + channel;
        assertThat(status("POST", add)).isEqualTo(204);
        assertThat(status("POST", add)).isEqualTo(204);
    }

    @Test
    void after_a_hang_up_the_races_are_404_409_422_and_400() {
        var phone = lab.call("100");
        var channel = lab.channel();
        var bridge = Lab.id(lab.request("POST", "bridges?type=mixing"));
        phone.hangUp();
        assertThat(status("DELETE", "channels/" + channel)).isEqualTo(404);
        assertThat(status("POST", "channels/" + channel + "/answer")).isEqualTo(404);
        assertThat(status("POST", "bridges/" + bridge + "/addChannel?channel=" + channel))
                .isEqualTo(400);
        lab.call("100");
        var other = lab.channel();
        lab.request("POST", "channels/" + other + "/continue?extension=echo");
        assertThat(status("POST", "channels/" + other + "/answer")).isEqualTo(409);
        assertThat(status("POST", "bridges/" + bridge + "/addChannel?channel=" + other))
                .isEqualTo(422);
        assertThat(status("POST", "bridges?bridgeId=" + bridge)).isEqualTo(409);
        var media =
                Lab.id(lab.request("POST", "channels/externalMedia?app=" + Lab.APP + "&" + RTP));
        assertThat(
                        status(
                                "POST",
                                "channels/externalMedia?app="
                                        + Lab.APP
                                        + "&"
                                        + RTP
                                        + "&channelId="
                                        + media))
                .isEqualTo(500);
    }

    @Test
    void variables_are_set_read_and_removed_of_channels_in_stasis() {
        lab.call("100");
        var variable = "channels/" + lab.channel() + "/variable?variable=";
        assertThat(status("POST", variable + "_TICKET&value=7")).isEqualTo(204);
        assertThat(lab.last("ChannelVarset").path("variable").asText()).isEqualTo("_TICKET");
        assertThat(status("GET", variable + "TICKET")).isEqualTo(200);
        assertThat(status("GET", variable + "_TICKET")).isEqualTo(404);
        assertThat(status("POST", variable + "TICKET")).isEqualTo(204);
        assertThat(lab.last("ChannelVarset").path("value").asText()).isEmpty();
        assertThat(status("GET", variable + "TICKET")).isEqualTo(404);
        lab.request("POST", variable + "CALLERID(name)&value=Ana");
        var channel =
                Objects.requireNonNull(lab.request("GET", "channels/" + lab.channel()).body());
        assertThat(channel.path("caller").path("name").asText()).isEqualTo("Ana");
        lab.request("POST", "channels/" + lab.channel() + "/continue?extension=echo");
        assertThat(status("POST", variable + "TICKET&value=7")).isEqualTo(409);
        assertThat(status("GET", variable + "EXTEN")).isEqualTo(200);
        assertThat(status("POST", "channels/nosuch/variable?variable=V&value=1")).isEqualTo(404);
    }

    @Test
    void the_media_channel_and_the_bridge_stay_when_the_caller_goes() {
        var call = lab.bridge(lab.call("100"), RTP);
        call.phone().hangUp();
        assertThat(lab.types()).doesNotContain("ChannelDestroyed");
        assertThat(lab.pbx.leftovers().channels()).hasSize(1);
        assertThat(lab.pbx.leftovers().bridges()).containsExactly(call.bridge());
        lab.request("DELETE", "channels/" + call.media());
        assertThat(lab.types()).endsWith("ChannelVarset", "ChannelDestroyed");
        lab.request("DELETE", "bridges/" + call.bridge());
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void the_end_of_a_bridge_that_nobody_entered_is_not_told() {
        var bridge = Lab.id(lab.request("POST", "bridges?type=mixing"));
        lab.request("DELETE", "bridges/" + bridge);
        assertThat(lab.types()).isEmpty();
    }

    @Test
    void while_nobody_listens_the_application_is_listed_with_what_it_has_and_gets_no_calls() {
        var call = lab.bridge(lab.call("100"), RTP);
        lab.pbx.stasis().disconnect(Lab.APP, lab.outlet);
        int told = lab.events.size();
        var lost = lab.call("100");
        assertThat(lost.ear().heard().packets()).isEmpty();
        assertThat(lab.pbx.channels()).hasSize(2);
        var application =
                Objects.requireNonNull(lab.request("GET", "applications/" + Lab.APP).body());
        assertThat(application.path("channel_ids")).hasSize(2);
        assertThat(application.path("bridge_ids").path(0).asText()).isEqualTo(call.bridge());
        call.phone().hangUp();
        lab.pbx.stasis().connect(Lab.APP, false, lab.outlet);
        assertThat(lab.events).hasSize(told);
        var after = Objects.requireNonNull(lab.request("GET", "applications/" + Lab.APP).body());
        assertThat(after.path("channel_ids")).hasSize(1);
    }

    @Test
    void the_last_packet_of_a_sound_may_be_short() {
        var phone = lab.call("100", Format.ULAW, false);
        lab.bridge(phone, RTP);
        phone.say(TONE);
        lab.timeline.advanceMs(400);
        var sent = lab.farEnds.rtp.getFirst().sent;
        assertThat(sent).hasSize(9);
        assertThat(sent.getLast().payload()).hasSize(40);
    }

    @Test
    void audio_before_the_bridge_is_consumed_and_lost() {
        var phone = lab.call("100");
        var caller = lab.channel();
        var media =
                Lab.id(lab.request("POST", "channels/externalMedia?app=" + Lab.APP + "&" + SERVER));
        socket().media.connected(socket());
        frames(50);
        lab.timeline.advanceMs(1_000);
        assertThat(queueLength()).isZero();
        var bridge = Lab.id(lab.request("POST", "bridges?type=mixing"));
        lab.request("POST", "bridges/" + bridge + "/addChannel?channel=" + caller + "," + media);
        lab.timeline.advanceMs(500);
        assertThat(phone.ear().heard().packets()).isEmpty();
        frames(10);
        lab.timeline.advanceMs(500);
        assertThat(phone.ear().heard().packets()).hasSize(10);
    }

    @Test
    void what_is_caught_up_stands_in_the_queue_until_a_pause() {
        lab.call("120");
        lab.timeline.advanceMs(30);
        frames(10);
        for (int i = 0; i < 100; i++) {
            frames(1);
            lab.timeline.advanceMs(20);
        }
        assertThat(queueLength()).isEqualTo(10);
        lab.timeline.advanceMs(210);
        assertThat(queueLength()).isZero();
    }

    @Test
    void after_an_empty_queue_the_phone_gets_a_marker_and_the_gap() {
        Phone phone = lab.call("120");
        lab.timeline.advanceMs(30);
        frames(5);
        lab.timeline.advanceMs(1_100);
        frames(5);
        lab.timeline.advanceMs(200);
        var heard = phone.ear().heard().packets();
        assertThat(heard).hasSize(10);
        assertThat(heard.get(5).marker()).isTrue();
        long passed = (heard.get(5).atNanos() - heard.get(4).atNanos()) / 1_000_000;
        assertThat(heard.get(5).timestamp() - heard.get(4).timestamp()).isEqualTo(8 * passed);
    }

    @Test
    void ring_is_180_and_progress_183_and_no_audio_flows() {
        var phone = lab.call("101");
        lab.request("POST", "channels/" + lab.channel() + "/ring");
        lab.request("POST", "channels/" + lab.channel() + "/progress");
        assertThat(lab.stories).containsExactly(new Story.Rings(), new Story.Progresses());
        lab.timeline.advanceMs(200);
        assertThat(phone.ear().heard().packets()).isEmpty();
    }
}
