package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.ari.Answer;
import io.centralita.fake.asterisk.phone.Story;
import io.centralita.media.Levels;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Calls that go out: originate, create and dial.
final class OriginationTest {
    private static final Recording TONE =
            new Recording(8_000, Tones.sine(440, -12, Duration.ofMillis(400), 8_000));

    private final Lab lab = Lab.connected();

    private String create(String endpoint) {
        return Lab.id(
                lab.request("POST", "channels/create?endpoint=" + endpoint + "&app=" + Lab.APP));
    }

    private Answer dial(String channel, String rest) {
        return lab.request("POST", "channels/" + channel + "/dial" + rest);
    }

    private List<String> statuses() {
        return lab.events.stream()
                .filter(event -> event.path("type").asText().equals("Dial"))
                .map(event -> event.path("dialstatus").asText())
                .toList();
    }

    private static String message(Answer answer) {
        return Objects.requireNonNull(answer.body()).path("message").asText();
    }

    @Test
    void a_created_channel_is_in_its_application_before_it_is_dialled() {
        var channel = create("PJSIP/6001");
        assertThat(lab.types()).containsExactly("ChannelVarset", "StasisStart");
        assertThat(lab.last("StasisStart").path("channel").path("state").asText())
                .isEqualTo("Down");
        assertThat(lab.farEnds.phones).isEmpty();
        assertThat(dial(channel, "").status()).isEqualTo(204);
        assertThat(statuses()).containsExactly("", "RINGING");
        lab.farEnds.phones.getFirst().pickUp();
        assertThat(statuses()).containsExactly("", "RINGING", "ANSWER");
        assertThat(lab.types()).doesNotContain("StasisEnd");
        lab.farEnds.phones.getFirst().hangUp();
        assertThat(lab.types())
                .containsSubsequence("ChannelHangupRequest", "StasisEnd", "ChannelDestroyed");
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void what_is_not_answered_yet_can_be_bridged_but_not_played_to() {
        var channel = create("PJSIP/6001");
        for (var action : List.of("answer", "ring", "play?media=sound:lab/speech", "dtmf?dtmf=1")) {
            assertThat(lab.request("POST", "channels/" + channel + "/" + action).status())
                    .isEqualTo(412);
        }
        dial(channel, "");
        assertThat(lab.request("POST", "channels/" + channel + "/moh").status()).isEqualTo(412);
        lab.call("100");
        var bridge = Lab.id(lab.request("POST", "bridges?type=mixing"));
        var added =
                lab.request(
                        "POST",
                        "bridges/"
                                + bridge
                                + "/addChannel?channel="
                                + lab.channel()
                                + ","
                                + channel);
        assertThat(added.status()).isEqualTo(204);
        lab.farEnds.phones.getFirst().pickUp();
        lab.farEnds.phones.getFirst().say(TONE);
        lab.timeline.advanceMs(200);
        assertThat(statuses()).endsWith("ANSWER");
    }

    @Test
    void a_created_channel_is_dialled_once_and_only_one_that_was_created() {
        var channel = create("PJSIP/6001");
        dial(channel, "");
        assertThat(dial(channel, "").status()).isEqualTo(409);
        assertThat(message(dial(channel, ""))).isEqualTo("Channel is not in the 'Down' state");
        assertThat(dial("nosuch", "").status()).isEqualTo(404);
        lab.call("100");
        assertThat(dial(lab.channel(), "").status()).isEqualTo(409);
    }

    @Test
    void a_phone_that_does_not_answer_in_time_is_given_up() {
        dial(create("PJSIP/6001"), "?timeout=5");
        lab.timeline.advanceMs(5_000);
        assertThat(statuses()).containsExactly("", "RINGING", "NOANSWER");
        assertThat(lab.last("ChannelDestroyed").path("cause").asInt()).isEqualTo(19);
        assertThat(lab.types()).contains("StasisEnd");
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void a_phone_that_is_busy_or_declines_says_so_by_status_and_cause() {
        dial(create("PJSIP/6001"), "");
        lab.farEnds.phones.getFirst().reject(17);
        assertThat(statuses()).endsWith("BUSY");
        assertThat(lab.last("ChannelDestroyed").path("cause").asInt()).isEqualTo(17);
        dial(create("PJSIP/6002"), "");
        lab.farEnds.phones.getLast().reject(21);
        assertThat(statuses()).endsWith("NOANSWER");
        assertThat(lab.last("ChannelDestroyed").path("cause").asInt()).isEqualTo(21);
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void the_caller_of_a_dial_is_shown_and_its_variables_are_inherited() {
        lab.call("100");
        var caller = lab.channel();
        lab.request("POST", "channels/" + caller + "/variable?variable=_TICKET&value=7");
        var channel = create("PJSIP/6001");
        dial(channel, "?caller=" + caller);
        var ticket = lab.request("GET", "channels/" + channel + "/variable?variable=TICKET");
        assertThat(Objects.requireNonNull(ticket.body()).path("value").asText()).isEqualTo("7");
        var connected = lab.last("Dial").path("peer").path("connected");
        assertThat(connected.path("number").asText()).isEqualTo("15550002222");
    }

    @Test
    void a_created_local_channel_runs_its_dial_plan_only_when_dialled() {
        var channel = create("Local/6001@inbound/n");
        lab.timeline.advanceMs(100);
        assertThat(lab.farEnds.phones).isEmpty();
        dial(channel, "");
        lab.timeline.advanceMs(20);
        lab.farEnds.phones.getFirst().pickUp();
        lab.timeline.advanceMs(5);
        assertThat(statuses()).endsWith("ANSWER");
        lab.request("DELETE", "channels/" + channel);
        lab.timeline.advanceMs(5);
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void a_created_local_channel_that_is_never_dialled_leaves_no_half() {
        lab.request("DELETE", "channels/" + create("Local/6001@inbound"));
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void a_created_media_websocket_waits_for_the_connection_and_for_the_dial() {
        var channel = create("WebSocket/INCOMING/c(slin16)n");
        var id =
                lab.request(
                        "GET",
                        "channels/" + channel + "/variable?variable=MEDIA_WEBSOCKET_CONNECTION_ID");
        assertThat(Objects.requireNonNull(id.body()).path("value").asText()).isNotEmpty();
        dial(channel, "");
        var socket = lab.farEnds.webSockets.getFirst();
        socket.media.connected(socket);
        socket.media.text("ANSWER");
        lab.timeline.advanceMs(5);
        assertThat(statuses()).containsExactly("", "ANSWER");
    }

    @Test
    void bad_requests_are_refused_in_asterisks_words() {
        assertThat(message(lab.request("POST", "channels?app=x")))
                .isEqualTo("Endpoint must be specified");
        assertThat(message(lab.request("POST", "channels?endpoint=PJSIP&app=x")))
                .isEqualTo("Invalid endpoint specified");
        assertThat(message(lab.request("POST", "channels?endpoint=PJSIP/6001")))
                .isEqualTo("Application or extension must be specified");
        assertThat(
                        message(
                                lab.request(
                                        "POST",
                                        "channels/create?endpoint=PJSIP/6001&app=x&formats=nosuch")))
                .isEqualTo("Provided format (nosuch) was not found");
        assertThat(
                        message(
                                lab.request(
                                        "POST",
                                        "channels?endpoint=PJSIP/1&app=x&formats=ulaw&originator=y")))
                .isEqualTo("Originator and formats can't both be specified");
        assertThat(message(lab.request("POST", "channels?endpoint=PJSIP/1&app=x&originator=y")))
                .isEqualTo("Provided originator channel was not found");
        assertThat(lab.request("POST", "channels/create?endpoint=PJSIP/nobody&app=x").status())
                .isEqualTo(500);
        assertThat(lab.request("POST", "channels/create?endpoint=Nosuch/1&app=x").status())
                .isEqualTo(500);
        lab.request("POST", "channels/mine?endpoint=PJSIP/6001&app=" + Lab.APP);
        assertThat(lab.request("POST", "channels/mine?endpoint=PJSIP/6001&app=x").status())
                .isEqualTo(409);
    }

    @Test
    void a_phone_can_be_taken_to_the_dial_plan() {
        lab.request(
                "POST", "channels?endpoint=PJSIP/6001&context=inbound&extension=100&priority=1");
        var phone = lab.farEnds.phones.getFirst();
        phone.pickUp();
        lab.timeline.advanceMs(20);
        assertThat(lab.last("StasisStart").path("args").path(0).asText()).isEqualTo("100");
        phone.hangUp();
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void a_trunk_is_called_by_number() {
        lab.request("POST", "channels?endpoint=PJSIP/34600111222@carrier&app=" + Lab.APP);
        assertThat(lab.last("Dial").path("peer").path("name").asText())
                .startsWith("PJSIP/carrier-");
        assertThat(lab.last("Dial").path("dialstring").asText()).isEqualTo("34600111222@carrier");
    }

    @Test
    void a_caller_hears_another_extension_through_a_local_channel() {
        var phone = lab.call("600");
        lab.timeline.advanceMs(50);
        phone.say(TONE);
        lab.timeline.advanceMs(300);
        assertThat(Levels.rmsDbfs(phone.ear().heard().recording().samples())).isGreaterThan(-25);
        phone.hangUp();
        lab.timeline.advanceMs(20);
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void when_nobody_answers_the_dial_plan_goes_on_with_the_status() {
        lab.call("601");
        lab.timeline.advanceMs(3_100);
        assertThat(lab.last("StasisStart").path("args").path(1).asText()).isEqualTo("NOANSWER");
        lab.call("602");
        lab.farEnds.phones.getLast().reject(17);
        lab.timeline.advanceMs(20);
        assertThat(lab.last("StasisStart").path("args").path(1).asText()).isEqualTo("BUSY");
    }

    @Test
    void what_somebody_else_ends_while_it_rings_lets_the_dial_plan_go_on() {
        lab.call("602");
        var ringing =
                lab.pbx.channels().stream()
                        .filter(channel -> channel.name().startsWith("PJSIP/6001"))
                        .findFirst()
                        .orElseThrow();
        lab.request("DELETE", "channels/" + ringing.id());
        assertThat(lab.last("StasisStart").path("args").path(1).asText()).isEqualTo("NOANSWER");
    }

    @Test
    void a_caller_that_gives_up_ends_what_was_dialled_for_it() {
        lab.request(
                "POST",
                "applications/" + Lab.APP + "/subscription?eventSource=endpoint:PJSIP/6001");
        var phone = lab.call("602");
        assertThat(lab.stories).contains(new Story.Rings());
        phone.hangUp();
        assertThat(statuses()).containsExactly("", "RINGING", "CANCEL");
        assertThat(lab.last("Dial").path("caller").path("name").asText())
                .startsWith("PJSIP/trunk-");
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }
}
