package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.phone.Phone;
import io.centralita.fake.asterisk.phone.Story;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The AudioSocket facts of asterisk-measured.md, one after the other.
final class AudioSocketTest {
    private static final int AUDIO = 0x10;
    private final Lab lab = Lab.connected();

    private FarEnds.Messages socket() {
        return lab.farEnds.audioSockets.getLast();
    }

    private static byte[] message(int kind, int bytes) {
        return ByteBuffer.allocate(3 + bytes).put((byte) kind).putShort((short) bytes).array();
    }

    private Phone call(String exten) {
        var phone = lab.call(exten);
        lab.timeline.advanceMs(30);
        return phone;
    }

    private boolean isHungUp() {
        return lab.stories.stream().anyMatch(Story.HungUp.class::isInstance);
    }

    @Test
    void the_id_comes_first_then_a_message_each_twenty_milliseconds() {
        call("110");
        lab.timeline.advanceMs(200);
        var sent = socket().sent;
        assertThat(sent.getFirst()).startsWith(1, 0, 16).hasSize(19);
        assertThat(sent.subList(1, sent.size()))
                .isNotEmpty()
                .allMatch(bytes -> bytes[0] == AUDIO && bytes.length == 323);
        assertThat(socket().atNanos.get(3) - socket().atNanos.get(2)).isEqualTo(20_000_000);
    }

    @ParameterizedTest
    @CsvSource({"111, 16, 320", "112, 18, 640"})
    void the_channel_driver_has_a_kind_for_each_rate(String exten, int kind, int bytes) {
        call(exten);
        lab.timeline.advanceMs(100);
        assertThat(socket().ofKind(kind)).isNotEmpty().allMatch(it -> it.length == bytes + 3);
    }

    @Test
    void a_key_is_one_message_at_its_end_and_no_audio_while_it_is_down() {
        var phone = call("110");
        phone.press('5', 120);
        lab.timeline.advanceMs(20);
        int before = socket().ofKind(AUDIO).size();
        lab.timeline.advanceMs(90);
        assertThat(socket().ofKind(AUDIO)).hasSize(before);
        assertThat(socket().ofKind(3)).isEmpty();
        lab.timeline.advanceMs(60);
        assertThat(socket().ofKind(3)).containsExactly(new byte[] {3, 0, 1, '5'});
    }

    @Test
    void the_callers_end_is_a_fin_and_no_message() {
        var phone = call("110");
        phone.hangUp();
        assertThat(socket().finished).isTrue();
        assertThat(socket().ofKind(0)).isEmpty();
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void after_an_end_in_good_order_the_dial_plan_goes_on() {
        for (boolean byMessage : new boolean[] {true, false}) {
            var phone = call("110");
            if (byMessage) {
                socket().media.received(message(0, 0));
            } else {
                socket().media.finished();
            }
            lab.timeline.advanceMs(200);
            assertThat(isHungUp()).isFalse();
            assertThat(phone.ear().heard().packets()).isNotEmpty();
            phone.hangUp();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x03, 0x42, 0xFF})
    void kinds_that_are_not_ours_to_send_end_the_call(int kind) {
        call("110");
        socket().media.received(message(kind, 1));
        lab.timeline.advanceMs(5);
        assertThat(isHungUp()).isTrue();
    }

    @Test
    void an_empty_audio_message_and_a_reset_end_the_call() {
        call("110");
        socket().media.received(message(AUDIO, 0));
        lab.timeline.advanceMs(5);
        assertThat(isHungUp()).isTrue();
        lab.stories.clear();
        call("110");
        socket().media.broken();
        lab.timeline.advanceMs(5);
        assertThat(isHungUp()).isTrue();
    }

    @Test
    void half_a_header_stops_the_audio_until_it_is_whole() {
        call("110");
        var whole = message(AUDIO, 320);
        socket().media.received(new byte[] {whole[0], whole[1]});
        int before = socket().ofKind(AUDIO).size();
        lab.timeline.advanceMs(300);
        assertThat(socket().ofKind(AUDIO)).hasSize(before);
        var rest = Arrays.copyOfRange(whole, 2, whole.length);
        socket().media.received(rest);
        lab.timeline.advanceMs(100);
        assertThat(socket().ofKind(AUDIO).size()).isGreaterThan(before);
        assertThat(isHungUp()).isFalse();
    }

    @Test
    void half_a_body_ends_the_call_within_five_milliseconds() {
        call("110");
        socket().media.received(Arrays.copyOf(message(AUDIO, 320), 100));
        lab.timeline.advanceMs(4);
        assertThat(isHungUp()).isFalse();
        lab.timeline.advanceMs(2);
        assertThat(isHungUp()).isTrue();
    }

    @Test
    void nothing_is_paced_or_cut_and_what_is_too_large_is_not_heard() {
        var phone = call("110");
        for (int i = 0; i < 150; i++) {
            socket().media.received(message(AUDIO, 320));
        }
        assertThat(phone.ear().heard().packets()).hasSize(150);
        socket().media.received(message(AUDIO, 1_600));
        assertThat(phone.ear().heard().packets().getLast().payload()).hasSize(800);
        socket().media.received(message(AUDIO, 48_000));
        assertThat(phone.ear().heard().packets()).hasSize(151);
        assertThat(isHungUp()).isFalse();
    }

    @Test
    void other_rates_are_taken_and_converted() {
        var phone = call("110");
        socket().media.received(message(0x12, 640));
        assertThat(phone.ear().heard().packets().getLast().payload()).hasSize(160);
    }

    @Test
    void after_a_pause_the_phone_gets_a_marker_and_the_gap() {
        var phone = call("110");
        socket().media.received(message(AUDIO, 320));
        lab.timeline.advanceMs(1_000);
        socket().media.received(message(AUDIO, 320));
        var heard = phone.ear().heard().packets();
        assertThat(heard.get(1).marker()).isTrue();
        assertThat(heard.get(1).timestamp() - heard.get(0).timestamp()).isEqualTo(8_000);
    }

    @Test
    void the_application_bears_two_seconds_of_nothing_the_channel_driver_any_time() {
        var phone = call("110");
        phone.mute(true);
        lab.timeline.advanceMs(1_970);
        assertThat(isHungUp()).isFalse();
        lab.timeline.advanceMs(60);
        assertThat(isHungUp()).isTrue();
        assertThat(socket().finished).isTrue();
        lab.stories.clear();
        call("111").mute(true);
        lab.timeline.advanceMs(10_000);
        assertThat(isHungUp()).isFalse();
    }

    @Test
    void with_dial_the_servers_end_is_the_callers_end() {
        call("111");
        socket().media.finished();
        lab.timeline.advanceMs(5);
        assertThat(isHungUp()).isTrue();
        assertThat(lab.pbx.leftovers().isEmpty()).isTrue();
    }

    @Test
    void nobody_there_ends_the_application_and_lets_dial_go_on() {
        call("119");
        assertThat(isHungUp()).isTrue();
    }

    @Test
    void external_media_with_mu_law_is_of_no_use() {
        var phone = lab.call("100");
        lab.bridge(
                phone,
                "external_host=127.0.0.1:9092&encapsulation=audiosocket&transport=tcp&format=ulaw"
                        + "&data=9a1ba360-7678-48b8-8134-382195caebdf");
        lab.timeline.advanceMs(100);
        assertThat(socket().ofKind(AUDIO)).isNotEmpty().allMatch(bytes -> bytes.length == 163);
        assertThat(lab.last("StasisStart").path("args").path(0).asText())
                .isEqualTo("9a1ba360-7678-48b8-8134-382195caebdf");
    }
}
