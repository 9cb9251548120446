package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.ari.Answer;
import io.centralita.fake.asterisk.phone.Phone;
import io.centralita.fake.asterisk.phone.Story;
import io.centralita.media.Levels;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What an application does with a channel, as the phone notices it.
final class ChannelActionTest {
    private static final Recording TONE =
            new Recording(8_000, Tones.sine(440, -12, Duration.ofSeconds(2), 8_000));

    private final Lab lab = Lab.connected();

    private Answer post(String uri) {
        return lab.request("POST", uri);
    }

    private static String message(Answer answer) {
        return Objects.requireNonNull(answer.body()).path("message").asText();
    }

    private String bridged(String... channels) {
        var bridge = Lab.id(post("bridges?type=mixing"));
        post("bridges/" + bridge + "/addChannel?channel=" + String.join(",", channels));
        return bridge;
    }

    /// What it heard in the last 200 ms.
    private double heardLately(Phone phone) {
        var samples = phone.ear().heard().recording().samples();
        return samples.length < 1_600
                ? -100
                : Levels.rmsDbfs(
                        Arrays.copyOfRange(samples, samples.length - 1_600, samples.length));
    }

    @Test
    void muting_is_silence_in_one_direction_or_in_both() {
        var first = lab.call("100");
        var one = lab.channel();
        var second = lab.call("100");
        bridged(one, lab.channel());
        first.say(TONE);
        lab.timeline.advanceMs(300);
        assertThat(heardLately(second)).isGreaterThan(-25);
        post("channels/" + one + "/mute?direction=in");
        lab.timeline.advanceMs(300);
        assertThat(heardLately(second)).isLessThan(-60);
        lab.request("DELETE", "channels/" + one + "/mute?direction=in");
        lab.timeline.advanceMs(300);
        assertThat(heardLately(second)).isGreaterThan(-25);
        post("channels/" + lab.channel() + "/mute?direction=out");
        lab.timeline.advanceMs(300);
        assertThat(heardLately(second)).isLessThan(-60);
        assertThat(message(post("channels/" + one + "/mute?direction=up")))
                .isEqualTo("Invalid direction specified");
    }

    @Test
    void music_is_heard_where_there_is_a_sound_of_that_name() {
        var phone = lab.call("100");
        post("channels/" + lab.channel() + "/moh");
        lab.timeline.advanceMs(1_000);
        assertThat(heardLately(phone)).isGreaterThan(-30);
        lab.request("DELETE", "channels/" + lab.channel() + "/moh");
        int heard = phone.ear().heard().packets().size();
        lab.timeline.advanceMs(200);
        assertThat(phone.ear().heard().packets()).hasSize(heard);
        assertThat(lab.stories).endsWith(new Story.Music(true), new Story.Music(false));
    }

    @Test
    void music_for_a_bridge_is_for_all_in_it() {
        var phone = lab.call("100");
        var one = lab.channel();
        lab.call("100");
        var bridge = bridged(one, lab.channel());
        assertThat(lab.request("DELETE", "bridges/" + bridge + "/moh").status()).isEqualTo(409);
        post("bridges/" + bridge + "/moh");
        lab.timeline.advanceMs(500);
        assertThat(heardLately(phone)).isGreaterThan(-30);
        assertThat(lab.request("DELETE", "bridges/" + bridge + "/moh").status()).isEqualTo(204);
        lab.timeline.advanceMs(500);
        assertThat(heardLately(phone)).isLessThan(-60);
    }

    @Test
    void redirecting_is_a_302_before_the_answer_and_a_refer_after_it() {
        lab.call("101");
        assertThat(post("channels/" + lab.channel() + "/redirect?endpoint=PJSIP/6001").status())
                .isEqualTo(204);
        assertThat(lab.stories)
                .containsExactly(new Story.Referred("PJSIP/6001"), new Story.Rejected(302));
        lab.call("100");
        assertThat(message(post("channels/" + lab.channel() + "/redirect?endpoint=6001")))
                .isEqualTo("Endpoint parameter '6001' does not contain tech/resource");
        assertThat(message(post("channels/" + lab.channel() + "/redirect?endpoint=IAX2/1")))
                .isEqualTo("Endpoint technology 'IAX2' does not match channel technology 'PJSIP'");
        post("channels/" + lab.channel() + "/redirect?endpoint=PJSIP/6001");
        assertThat(lab.stories).endsWith(new Story.Referred("PJSIP/6001"), new Story.Left());
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void a_channel_goes_on_in_the_dial_plan_where_it_is_told() {
        lab.call("100");
        var caller = lab.channel();
        assertThat(post("channels/" + caller + "/continue?label=nosuch").status()).isEqualTo(404);
        post("channels/" + caller + "/continue?extension=101");
        lab.timeline.advanceMs(20);
        assertThat(lab.types()).endsWith("StasisEnd", "StasisStart");
        assertThat(lab.last("StasisStart").path("args").path(1).asText()).isEqualTo("early");
        post("channels/" + caller + "/continue?context=nowhere");
        lab.timeline.advanceMs(20);
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void a_move_does_not_leave_the_bridge() {
        lab.call("100");
        var caller = lab.channel();
        var bridge = bridged(caller);
        lab.pbx.stasis().connect("other", false, lab.outlet);
        post("channels/" + caller + "/move?app=other");
        assertThat(lab.types()).doesNotContain("ChannelLeftBridge");
        var members = Objects.requireNonNull(lab.request("GET", "bridges/" + bridge).body());
        assertThat(members.path("channels").path(0).asText()).isEqualTo(caller);
    }

    @Test
    void keys_have_a_length_and_pauses() {
        lab.call("100");
        post("channels/" + lab.channel() + "/dtmf?dtmf=12&before=50&duration=80&between=70");
        lab.timeline.advanceMs(40);
        assertThat(lab.stories).doesNotContain(new Story.Digit('1', 80));
        lab.timeline.advanceMs(10);
        assertThat(lab.stories).endsWith(new Story.Digit('1', 80));
        lab.timeline.advanceMs(140);
        assertThat(lab.stories).endsWith(new Story.Digit('1', 80));
        lab.timeline.advanceMs(10);
        assertThat(lab.stories).endsWith(new Story.Digit('2', 80));
    }

    @Test
    void a_spy_hears_what_it_asked_for_and_whispers_to_one_side_only() {
        var caller = lab.call("100");
        var one = lab.channel();
        var human = lab.call("100");
        var other = lab.channel();
        bridged(one, other);
        assertThat(message(post("channels/" + other + "/snoop?app=" + Lab.APP)))
                .isEqualTo("Direction must be specified for at least spy or whisper");
        assertThat(message(post("channels/" + other + "/snoop?spy=up&app=" + Lab.APP)))
                .isEqualTo("Invalid direction specified for spy");
        var spy =
                Lab.id(post("channels/" + other + "/snoop/s1?whisper=out&spy=out&app=" + Lab.APP));
        assertThat(spy).isEqualTo("s1");
        assertThat(lab.last("StasisStart").path("channel").path("id").asText()).isEqualTo("s1");
        post("channels/s1/play?media=sound:lab/speech");
        lab.timeline.advanceMs(400);
        assertThat(heardLately(human)).isGreaterThan(-25);
        assertThat(heardLately(caller)).isLessThan(-60);
        human.hangUp();
        lab.timeline.advanceMs(5);
        assertThat(lab.request("GET", "channels/s1").status()).isEqualTo(404);
    }

    @Test
    void a_spy_on_both_directions_hears_both() {
        var caller = lab.call("100");
        var one = lab.channel();
        var human = lab.call("100");
        var other = lab.channel();
        bridged(one, other);
        post("channels/" + one + "/snoop/both?spy=both&app=" + Lab.APP);
        var listener = lab.call("100");
        bridged("both", lab.channel());
        human.say(TONE);
        lab.timeline.advanceMs(300);
        assertThat(heardLately(listener)).isGreaterThan(-35);
        human.shutUp();
        caller.say(TONE);
        lab.timeline.advanceMs(300);
        assertThat(heardLately(listener)).isGreaterThan(-35);
    }

    @Test
    void a_spy_can_be_recorded_with_both_sides_in_one() {
        var caller = lab.call("100");
        var one = lab.channel();
        var human = lab.call("100");
        bridged(one, lab.channel());
        post("channels/" + one + "/snoop/ear?spy=both&app=" + Lab.APP);
        post("channels/ear/record?name=talk&format=wav");
        caller.say(TONE);
        lab.timeline.advanceMs(1_000);
        caller.shutUp();
        human.say(TONE);
        lab.timeline.advanceMs(1_000);
        human.shutUp();
        lab.timeline.advanceMs(1_000);
        post("recordings/live/talk/stop");
        var sound = Objects.requireNonNull(lab.pbx.studio().stored().get("talk")).sound();
        assertThat(sound.duration().toMillis()).isBetween(2_950L, 3_050L);
        var samples = sound.samples();
        assertThat(Levels.rmsDbfs(Arrays.copyOfRange(samples, 3_200, 14_400))).isGreaterThan(-20);
        assertThat(Levels.rmsDbfs(Arrays.copyOfRange(samples, 19_200, 30_400))).isGreaterThan(-20);
        assertThat(Levels.rmsDbfs(Arrays.copyOfRange(samples, 36_800, 46_400))).isLessThan(-60);
    }

    @Test
    void three_in_a_bridge_hear_the_others_mixed_and_not_themselves() {
        var first = lab.call("100");
        var one = lab.channel();
        var second = lab.call("100");
        var two = lab.channel();
        var third = lab.call("100");
        var bridge = bridged(one, two, lab.channel());
        var json = Objects.requireNonNull(lab.request("GET", "bridges/" + bridge).body());
        assertThat(json.path("technology").asText()).isEqualTo("softmix");
        first.say(TONE);
        lab.timeline.advanceMs(400);
        assertThat(heardLately(second)).isGreaterThan(-25);
        assertThat(heardLately(third)).isGreaterThan(-25);
        assertThat(heardLately(first)).isLessThan(-60);
        third.hangUp();
        lab.timeline.advanceMs(5);
        var left = Objects.requireNonNull(lab.request("GET", "bridges/" + bridge).body());
        assertThat(left.path("technology").asText()).isEqualTo("simple_bridge");
    }

    @Test
    void in_a_holding_bridge_everybody_hears_music_and_nobody_the_others() {
        var first = lab.call("100");
        var one = lab.channel();
        var second = lab.call("100");
        var bridge = Lab.id(post("bridges?type=holding"));
        post("bridges/" + bridge + "/addChannel?channel=" + one + "," + lab.channel());
        var json = Objects.requireNonNull(lab.request("GET", "bridges/" + bridge).body());
        assertThat(json.path("technology").asText()).isEqualTo("holding_bridge");
        assertThat(json.path("bridge_type").asText()).isEqualTo("holding");
        assertThat(lab.stories).endsWith(new Story.Music(true), new Story.Music(true));
        int digits = lab.stories.size();
        first.press('1', 100);
        lab.timeline.advanceMs(300);
        assertThat(heardLately(second)).isGreaterThan(-30);
        assertThat(lab.stories).hasSize(digits);
        post("bridges/" + bridge + "/removeChannel?channel=" + one);
        assertThat(lab.stories).endsWith(new Story.Music(false));
    }

    @Test
    void keys_of_a_channel_can_be_kept_from_the_others() {
        var first = lab.call("100");
        var one = lab.channel();
        lab.call("100");
        var bridge = Lab.id(post("bridges?type=mixing"));
        post("bridges/" + bridge + "/addChannel?absorbDTMF=true&channel=" + one);
        post("bridges/" + bridge + "/addChannel?channel=" + lab.channel());
        first.press('1', 100);
        lab.timeline.advanceMs(300);
        assertThat(lab.last("ChannelDtmfReceived").path("digit").asText()).isEqualTo("1");
        assertThat(lab.stories).doesNotContain(new Story.Digit('1', 100));
    }

    @Test
    void a_hold_is_told_and_silences_both_directions() {
        var caller = lab.call("100");
        var one = lab.channel();
        var other = lab.call("100");
        bridged(one, lab.channel());
        caller.hold(true);
        assertThat(lab.last("ChannelHold").path("musicclass").asText()).isEqualTo("default");
        other.say(TONE);
        int heard = caller.ear().heard().packets().size();
        lab.timeline.advanceMs(200);
        assertThat(caller.ear().heard().packets()).hasSize(heard);
        caller.hold(false);
        assertThat(lab.types()).endsWith("ChannelUnhold");
        lab.timeline.advanceMs(200);
        assertThat(caller.ear().heard().packets()).hasSizeGreaterThan(heard);
    }
}
