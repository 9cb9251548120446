package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.fake.asterisk.phone.Phone;
import io.centralita.fake.asterisk.phone.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The chan_websocket facts of asterisk-measured.md, one after the other.
final class MediaWebSocketTest {
    private final Lab lab = Lab.connected();

    private FarEnds.MediaSocket socket() {
        return lab.farEnds.webSockets.getLast();
    }

    private Phone call(String exten) {
        var phone = lab.call(exten);
        lab.timeline.advanceMs(30);
        return phone;
    }

    private void frames(int count) {
        for (int i = 0; i < count; i++) {
            socket().media.binary(new byte[160], true, true);
        }
    }

    private void command(String text) {
        socket().media.text(text);
    }

    private String lastText() {
        return socket().texts.getLast();
    }

    private List<String> texts(String beginning) {
        return socket().texts.stream().filter(text -> text.startsWith(beginning)).toList();
    }

    private int queueLength() {
        command("GET_STATUS");
        return Integer.parseInt(lastText().replaceAll(".*queue_length:(\\d+).*", "$1"));
    }

    private boolean isHungUp() {
        return lab.stories.stream().anyMatch(Story.HungUp.class::isInstance);
    }

    @Test
    void media_start_comes_first_then_audio() {
        call("120");
        assertThat(socket().texts.getFirst())
                .matches(
                        "MEDIA_START connection_id:gateway channel:WebSocket/gateway/0x\\w+"
                                + " channel_id:\\S+ format:ulaw optimal_frame_size:160 ptime:20");
        lab.timeline.advanceMs(100);
        assertThat(socket().audio).hasSizeBetween(4, 7).allMatch(bytes -> bytes.length == 160);
    }

    @Test
    void json_media_start_has_the_inherited_variables() throws Exception {
        call("121");
        var start = new ObjectMapper().readTree(lastText());
        assertThat(start.path("event").asText()).isEqualTo("MEDIA_START");
        assertThat(start.path("format").asText()).isEqualTo("slin16");
        assertThat(start.path("optimal_frame_size").asInt()).isEqualTo(640);
        var variables = start.path("channel_variables");
        assertThat(variables.path("__CALL_FROM").asText()).isEqualTo("15550002222");
        assertThat(variables.path("CALL_ID").asText()).startsWith("c6b3c0a7");
        assertThat(variables.path("MEDIA_WEBSOCKET_CONNECTION_ID").asText()).isEqualTo("gateway");
        lab.timeline.advanceMs(60);
        assertThat(socket().audio).isNotEmpty().allMatch(bytes -> bytes.length == 640);
    }

    @Test
    void asterisk_paces_what_it_is_sent_and_reports_places() {
        var phone = call("120");
        frames(75);
        command("MARK_MEDIA middle");
        frames(75);
        command("MARK_MEDIA end");
        command("REPORT_QUEUE_DRAINED");
        assertThat(queueLength()).isEqualTo(150);
        long begun = lab.timeline.nanoTime();
        lab.timeline.advanceMs(1_490);
        assertThat(texts("MEDIA_MARK_PROCESSED")).isEmpty();
        lab.timeline.advanceMs(40);
        assertThat(texts("MEDIA_MARK_PROCESSED")).containsExactly("MEDIA_MARK_PROCESSED middle");
        lab.timeline.advanceMs(1_600);
        assertThat(texts("MEDIA_MARK_PROCESSED")).hasSize(2);
        assertThat(lastText()).isEqualTo("QUEUE_DRAINED");
        long drained = socket().textNanos.getLast() - begun;
        assertThat(drained / 1_000_000).isBetween(3_020L, 3_060L);
        var heard = phone.ear().heard().packets();
        assertThat(heard).hasSize(150);
        assertThat(heard.get(149).atNanos() - heard.get(0).atNanos()).isEqualTo(149 * 20_000_000L);
    }

    @Test
    void a_flush_empties_the_queue_drops_its_marks_and_is_not_answered() {
        var phone = call("120");
        frames(150);
        command("MARK_MEDIA before-flush");
        command("REPORT_QUEUE_DRAINED");
        lab.timeline.advanceMs(1_010);
        int heard = phone.ear().heard().packets().size();
        command("FLUSH_MEDIA");
        assertThat(queueLength()).isZero();
        command("MARK_MEDIA after-flush");
        lab.timeline.advanceMs(500);
        assertThat(texts("MEDIA_MARK_PROCESSED"))
                .containsExactly("MEDIA_MARK_PROCESSED after-flush");
        assertThat(lastText()).isEqualTo("QUEUE_DRAINED");
        assertThat(phone.ear().heard().packets()).hasSize(heard);
    }

    @Test
    void the_sender_is_stopped_at_900_and_let_go_on_below_800_and_1000_is_all() {
        call("120");
        frames(899);
        assertThat(texts("MEDIA_XOFF")).isEmpty();
        frames(401);
        assertThat(texts("MEDIA_XOFF")).hasSize(1);
        assertThat(queueLength()).isEqualTo(1_000);
        assertThat(lastText()).contains("queue_full:true");
        lab.timeline.advanceMs(3_980);
        assertThat(texts("MEDIA_XON")).isEmpty();
        lab.timeline.advanceMs(60);
        assertThat(texts("MEDIA_XON")).hasSize(1);
    }

    @Test
    void pause_and_continue() {
        var phone = call("120");
        frames(100);
        lab.timeline.advanceMs(200);
        command("PAUSE_MEDIA");
        int heard = phone.ear().heard().packets().size();
        lab.timeline.advanceMs(1_000);
        assertThat(phone.ear().heard().packets()).hasSize(heard);
        command("GET_STATUS");
        assertThat(lastText()).contains("media_paused:true");
        command("CONTINUE_MEDIA");
        lab.timeline.advanceMs(100);
        assertThat(phone.ear().heard().packets()).hasSize(heard + 5);
    }

    @Test
    void without_buffering_the_rest_of_each_message_is_dropped() {
        call("120");
        for (int i = 0; i < 160; i++) {
            socket().media.binary(new byte[100], true, true);
        }
        assertThat(queueLength()).isZero();
        for (int i = 0; i < 16; i++) {
            socket().media.binary(new byte[1_000], true, true);
        }
        assertThat(queueLength()).isEqualTo(96);
    }

    @Test
    void with_buffering_any_size_will_do() {
        call("120");
        command("START_MEDIA_BUFFERING");
        command("GET_STATUS");
        assertThat(lastText()).contains("bulk_media:true");
        for (int i = 0; i < 160; i++) {
            socket().media.binary(new byte[101], true, true);
        }
        command("STOP_MEDIA_BUFFERING buf1");
        assertThat(queueLength()).isEqualTo(101);
        lab.timeline.advanceMs(2_100);
        assertThat(lastText()).isEqualTo("MEDIA_BUFFERING_COMPLETED buf1");
    }

    @Test
    void a_frame_of_more_than_65500_bytes_ends_the_call() {
        call("120");
        socket().media.binary(new byte[65_535], true, true);
        lab.timeline.advanceMs(5);
        assertThat(socket().closed).isEqualTo(1009);
        assertThat(isHungUp()).isTrue();
    }

    @Test
    void of_a_message_in_pieces_a_dozen_frames_survive_and_large_pieces_end_the_call() {
        call("120");
        for (int i = 0; i < 16; i++) {
            socket().media.binary(new byte[1_000], i == 0, i == 15);
        }
        assertThat(queueLength()).isEqualTo(12);
        socket().media.binary(new byte[1_600], true, false);
        lab.timeline.advanceMs(5);
        assertThat(socket().closed).isEqualTo(1003);
        assertThat(isHungUp()).isTrue();
    }

    @Test
    void long_texts_and_small_letters_and_nonsense_are_ignored() {
        call("120");
        command("MARK_MEDIA " + "x".repeat(118));
        command("get_status");
        command("NONSENSE");
        command("{\"command\":\"GET_STATUS\"}");
        lab.timeline.advanceMs(50);
        assertThat(socket().texts).hasSize(1);
        command("MARK_MEDIA " + "y".repeat(117));
        lab.timeline.advanceMs(50);
        assertThat(lastText()).endsWith("y");
        command("SET_MEDIA_DIRECTION in");
        assertThat(lastText()).endsWith("SET_MEDIA_DIRECTION only supports JSON format.\n");
    }

    @Test
    void json_answers_what_it_cannot_read() {
        call("121");
        command("GET_STATUS");
        assertThat(lastText()).contains("Unable to parse JSON command");
        command("{\"command\":\"SET_MEDIA_DIRECTION\",\"direction\":\"in\"}");
        command("{\"command\":\"START_MEDIA_BUFFERING\"}");
        assertThat(lastText())
                .contains("START_MEDIA_BUFFERING not supported while media direction is 'in'");
    }

    @Test
    void keys_are_told_at_their_end() {
        var phone = call("120");
        phone.press('#', 120);
        lab.timeline.advanceMs(100);
        assertThat(texts("DTMF_END")).isEmpty();
        lab.timeline.advanceMs(80);
        assertThat(lastText()).startsWith("DTMF_END digit:# channel_id:");
    }

    @Test
    void the_callers_end_is_a_close_with_1000_and_ours_is_the_callers() {
        call("120").hangUp();
        assertThat(socket().closed).isEqualTo(1000);
        lab.stories.clear();
        call("120");
        socket().media.closed();
        lab.timeline.advanceMs(5);
        assertThat(isHungUp()).isTrue();
        lab.stories.clear();
        call("120");
        command("HANGUP");
        lab.timeline.advanceMs(5);
        assertThat(isHungUp()).isTrue();
        assertThat(socket().closed).isEqualTo(1000);
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void with_option_g_the_dial_plan_goes_on() {
        var phone = call("125");
        command("{\"command\":\"HANGUP\"}");
        lab.timeline.advanceMs(200);
        assertThat(isHungUp()).isFalse();
        assertThat(phone.ear().heard().packets()).isNotEmpty();
    }

    @Test
    void with_option_n_the_caller_is_answered_by_our_command() {
        call("123");
        lab.timeline.advanceMs(500);
        assertThat(socket().texts).hasSize(1);
        assertThat(lab.stories).isEmpty();
        command("ANSWER");
        assertThat(lab.stories).contains(new Story.Answered());
    }

    @Test
    void a_refused_connection_lets_the_dial_plan_go_on() {
        lab.farEnds.refusing = true;
        call("120");
        lab.timeline.advanceMs(600);
        assertThat(isHungUp()).isTrue();
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void while_nobody_reads_neither_bye_nor_delete_take_effect() {
        var phone = lab.call("100");
        var call =
                lab.bridge(
                        phone,
                        "external_host=gateway&encapsulation=none&transport=websocket&format=ulaw");
        socket().full = true;
        phone.hangUp();
        var answers = lab.send("DELETE", "channels/" + call.media(), "");
        lab.timeline.advanceMs(5_000);
        assertThat(answers).isEmpty();
        assertThat(lab.types()).doesNotContain("StasisEnd");
        socket().full = false;
        socket().media.drained();
        assertThat(answers).hasSize(1);
        assertThat(lab.pbx.leftovers().channels()).isEmpty();
    }
}
