package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.fake.asterisk.ari.Installation;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.phone.Phone;
import io.centralita.fake.asterisk.phone.Story;
import io.centralita.fake.asterisk.rtp.RtpPacket;
import io.centralita.media.Levels;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// ARI beyond what the captures show.
final class AriTest {
    private static final String RTP = "external_host=127.0.0.1:40000&format=ulaw";
    private final Lab lab = Lab.connected();

    @Test
    void who_does_not_wait_for_the_stasis_start_is_refused_and_nobody_is_added() {
        lab.call("100");
        var caller = lab.channel();
        var bridge = Lab.id(lab.request("POST", "bridges?type=mixing"));
        var answers = lab.send("POST", "channels/externalMedia?app=" + Lab.APP + "&" + RTP, "");
        lab.timeline.advance(Duration.ofNanos(300_000));
        var media = Lab.id(answers.getFirst());
        var early =
                lab.send(
                        "POST",
                        "bridges/" + bridge + "/addChannel?channel=" + caller + "," + media,
                        "");
        assertThat(early.getFirst().status()).isEqualTo(422);
        lab.timeline.advanceMs(5);
        assertThat(lab.types()).doesNotContain("ChannelEnteredBridge");
    }

    @Test
    void a_channel_of_an_application_that_nobody_knows_vanishes() {
        var made = lab.request("POST", "channels/externalMedia?app=nosuch&" + RTP);
        assertThat(made.status()).isEqualTo(200);
        assertThat(lab.request("GET", "channels/" + Lab.id(made)).status()).isEqualTo(404);
        assertThat(lab.events).isEmpty();
    }

    @Test
    void a_test_call_to_itself_over_a_local_channel_brings_a_tone_there_and_back() {
        lab.request(
                "POST",
                "channels?endpoint=Local/100@inbound&app="
                        + Lab.APP
                        + "&appArgs=doctor&formats=ulaw");
        lab.timeline.advanceMs(20);
        var starts =
                lab.events.stream()
                        .filter(event -> event.path("type").asText().equals("StasisStart"))
                        .toList();
        assertThat(starts)
                .extracting(event -> event.path("args").path(0).asText())
                .containsExactlyInAnyOrder("100", "doctor");
        var medias = new ArrayList<FarEnds.Packets>();
        for (JsonNode start : starts) {
            var bridge = Lab.id(lab.request("POST", "bridges?type=mixing"));
            var media =
                    Lab.id(
                            lab.request(
                                    "POST", "channels/externalMedia?app=" + Lab.APP + "&" + RTP));
            var channel = start.path("channel").path("id").asText();
            lab.request(
                    "POST", "bridges/" + bridge + "/addChannel?channel=" + channel + "," + media);
            medias.add(lab.farEnds.rtp.getLast());
        }
        var loud = new byte[160];
        medias.getFirst().reply(new RtpPacket(true, 0, 1, 160, 7, loud), "127.0.0.1:40000");
        assertThat(medias.getLast().sent).hasSize(1);
        assertThat(medias.getLast().sent.getFirst().payload()).isEqualTo(loud);
    }

    @Test
    void when_one_half_of_a_local_channel_goes_so_does_the_other() {
        lab.request("POST", "channels?endpoint=Local/100@inbound&app=" + Lab.APP);
        lab.timeline.advanceMs(20);
        lab.request("DELETE", "channels/" + lab.channel());
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void a_phone_rings_answers_and_is_heard_by_a_caller() {
        var caller = lab.call("100");
        var first = lab.channel();
        lab.request("POST", "channels?endpoint=PJSIP/6001&app=" + Lab.APP);
        assertThat(lab.types()).endsWith("Dial", "ChannelStateChange", "Dial");
        assertThat(lab.last("Dial").path("dialstatus").asText()).isEqualTo("RINGING");
        var phone = lab.farEnds.phones.getFirst();
        phone.pickUp();
        lab.timeline.advanceMs(5);
        assertThat(lab.last("Dial").path("dialstatus").asText()).isEqualTo("ANSWER");
        var bridge = Lab.id(lab.request("POST", "bridges?type=mixing"));
        lab.request(
                "POST", "bridges/" + bridge + "/addChannel?channel=" + first + "," + lab.channel());
        phone.say(new Recording(8_000, Tones.sine(440, -12, Duration.ofMillis(200), 8_000)));
        lab.timeline.advanceMs(100);
        assertThat(Levels.rmsDbfs(caller.ear().heard().recording().samples())).isGreaterThan(-30);
    }

    @Test
    void a_phone_is_called_through_the_dial_plan() {
        lab.request("POST", "channels?endpoint=Local/6001@inbound&app=" + Lab.APP);
        lab.timeline.advanceMs(20);
        assertThat(lab.last("ChannelStateChange").path("channel").path("state").asText())
                .isEqualTo("Ringing");
        var phone = lab.farEnds.phones.getFirst();
        phone.pickUp();
        lab.timeline.advanceMs(5);
        assertThat(lab.types()).contains("StasisStart");
        phone.hangUp();
        lab.timeline.advanceMs(5);
        assertThat(lab.types()).containsSubsequence("StasisEnd", "ChannelDestroyed");
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void a_busy_phone_behind_the_dial_plan_is_told_by_its_cause() {
        lab.request("POST", "channels?endpoint=Local/6001@inbound&app=" + Lab.APP);
        lab.timeline.advanceMs(20);
        lab.farEnds.phones.getFirst().reject(17);
        lab.timeline.advanceMs(5);
        assertThat(lab.last("ChannelDestroyed").path("cause").asInt()).isEqualTo(17);
        assertThat(lab.types()).doesNotContain("StasisStart");
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void a_phone_that_does_not_answer_is_given_up() {
        lab.request("POST", "channels?endpoint=PJSIP/6001&timeout=5&app=" + Lab.APP);
        lab.timeline.advanceMs(5_010);
        assertThat(lab.last("Dial").path("dialstatus").asText()).isEqualTo("NOANSWER");
        assertThat(lab.last("ChannelDestroyed").path("cause").asInt()).isEqualTo(19);
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void a_busy_phone_is_told_by_its_cause() {
        lab.request("POST", "channels?endpoint=PJSIP/6001&app=" + Lab.APP);
        lab.farEnds.phones.getFirst().reject(17);
        assertThat(lab.last("Dial").path("dialstatus").asText()).isEqualTo("BUSY");
        assertThat(lab.last("ChannelDestroyed").path("cause").asInt()).isEqualTo(17);
    }

    @Test
    void a_phone_that_is_not_registered_cannot_be_called() {
        var refused = lab.request("POST", "channels?endpoint=PJSIP/nobody&app=" + Lab.APP);
        assertThat(refused.status()).isEqualTo(500);
        assertThat(Objects.requireNonNull(refused.body()).path("message").asText())
                .isEqualTo("Allocation failed");
    }

    @Test
    void a_caller_is_rejected_with_the_sip_status_of_the_cause() {
        lab.call("101");
        lab.request("DELETE", "channels/" + lab.channel() + "?reason_code=17");
        assertThat(lab.stories).contains(new Story.Rejected(486));
        lab.call("101");
        assertThat(lab.request("DELETE", "channels/" + lab.channel() + "?reason_code=999").status())
                .isEqualTo(400);
        lab.request("DELETE", "channels/" + lab.channel() + "?reason=busy");
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void redirecting_tells_the_phone_where_to_go() {
        lab.call("100");
        lab.request("POST", "channels/" + lab.channel() + "/redirect?endpoint=PJSIP/6001");
        assertThat(lab.stories).contains(new Story.Referred("PJSIP/6001"));
        assertThat(lab.types()).contains("StasisEnd");
    }

    @Test
    void moving_to_another_application_ends_one_stay_and_begins_another() {
        lab.call("100");
        var caller = lab.channel();
        assertThat(lab.request("POST", "channels/" + caller + "/move?app=other").status())
                .isEqualTo(204);
        assertThat(lab.types()).endsWith("ApplicationMoveFailed");
        lab.pbx.stasis().connect("other", false, lab.outlet);
        lab.request("POST", "channels/" + caller + "/move?app=other&appArgs=a,b");
        assertThat(lab.types()).endsWith("StasisEnd", "StasisStart");
        assertThat(lab.last("StasisStart").path("application").asText()).isEqualTo("other");
    }

    @Test
    void keys_and_music_reach_the_phone() {
        lab.call("100");
        lab.request("POST", "channels/" + lab.channel() + "/dtmf?dtmf=1%23&duration=120");
        lab.request("POST", "channels/" + lab.channel() + "/moh");
        assertThat(lab.stories).doesNotContain(new Story.Digit('#', 120));
        lab.timeline.advanceMs(220);
        assertThat(lab.stories)
                .contains(
                        new Story.Digit('1', 120),
                        new Story.Digit('#', 120),
                        new Story.Music(true));
    }

    @Test
    void a_channel_is_recorded_while_it_lasts() {
        var phone = lab.call("100");
        lab.request("POST", "channels/" + lab.channel() + "/record?name=r&format=wav");
        phone.say(new Recording(8_000, Tones.sine(440, -12, Duration.ofSeconds(1), 8_000)));
        lab.timeline.advanceMs(1_500);
        phone.hangUp();
        assertThat(lab.types()).containsSubsequence("RecordingFinished", "StasisEnd");
        var recording = Objects.requireNonNull(lab.pbx.studio().stored().get("r")).sound();
        assertThat(recording.duration())
                .isBetween(Duration.ofMillis(1_400), Duration.ofMillis(1_520));
        assertThat(Levels.rmsDbfs(recording.samples())).isGreaterThan(-25);
    }

    @Test
    void who_subscribes_to_all_hears_of_calls_that_are_not_its_own() {
        var all = new ArrayList<JsonNode>();
        lab.pbx.stasis().connect("all", true, all::add);
        lab.call("100").hangUp();
        assertThat(all)
                .extracting(event -> event.path("type").asText())
                .contains("StasisStart", "ChannelDestroyed");
        assertThat(lab.types()).doesNotContain("ChannelDestroyed");
    }

    @Test
    void the_answer_of_the_dial_plan_waits_for_audio_but_not_for_ever() {
        var mute = new Phone(Format.ULAW, true, lab.timeline, _ -> {}, 1);
        mute.mute(true);
        mute.attach(lab.pbx.call(Lab.incoming("trunk", true, "100"), mute));
        lab.timeline.advanceMs(490);
        assertThat(lab.events).isEmpty();
        lab.timeline.advanceMs(20);
        assertThat(lab.types()).containsExactly("StasisStart");
    }

    @Test
    void without_the_module_there_is_no_external_media() {
        var poor =
                new Lab(
                        Installation.CURRENT.without("chan_rtp.so").without("chan_audiosocket.so"),
                        Duration.ofMillis(1));
        poor.pbx.stasis().connect(Lab.APP, false, poor.outlet);
        for (var media :
                List.of(RTP, "external_host=h:1&encapsulation=audiosocket&format=slin&data=x")) {
            assertThat(
                            poor.request(
                                            "POST",
                                            "channels/externalMedia?app=" + Lab.APP + "&" + media)
                                    .status())
                    .isEqualTo(500);
        }
    }

    @Test
    void an_unknown_extension_turns_the_caller_away() {
        lab.call("999");
        assertThat(lab.stories).contains(new Story.Rejected(404));
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }
}
