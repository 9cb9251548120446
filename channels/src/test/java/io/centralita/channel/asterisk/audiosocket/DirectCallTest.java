package io.centralita.channel.asterisk.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls that nobody asked for, in virtual time.
final class DirectCallTest extends ConnectionRig {
    @Test
    void an_announced_call_arrives_with_what_was_said_of_it_when_its_rate_is_known() {
        ids.announce(ID, ANA);
        var connection = connection(socket);
        connection.read(Messages.id(ID));
        advanceMs(15);
        assertThat(arrived).isEmpty();
        connection.read(Messages.audio(0x12, 640));
        var call = arrived.getFirst();
        assertThat(call.callId()).isEqualTo(ID.toString());
        assertThat(call.from()).isEqualTo("+34910000000");
        assertThat(call.to()).isEqualTo("600");
        assertThat(call.parameters()).isEqualTo(Map.of("name", "Ana"));
        assertThat(call.line().format()).isEqualTo(AudioFormat.PCM_16K);
        assertThat(call.line().tellsDigits()).isTrue();
        assertThat(reports.all).containsExactly("audio");
        advanceMs(1_000);
        assertThat(arrived).hasSize(1);
        assertThat(socket.messages()).hasSize(50).containsOnly("12/640");
        assertThat(ids.announced()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0x10, 8000",
        "0x11, 16000",
        "0x12, 16000",
        "0x13, 24000",
        "0x14, 24000",
        "0x15, 24000",
        "0x16, 24000",
        "0x17, 24000",
        "0x18, 24000"
    })
    void a_line_has_its_wires_rate_or_the_nearest_that_telephones_have(String kind, int rateHz) {
        ids.announce(ID, ANA);
        var connection = connection(socket);
        connection.read(Messages.id(ID).appendBuffer(Messages.audio(Integer.decode(kind), 640)));
        assertThat(arrived.getFirst().line().format()).isEqualTo(AudioFormat.pcm(rateHz));
    }

    @Test
    void a_caller_who_is_silent_arrives_after_half_a_second_at_8_khz() {
        ids.announce(ID, ANA);
        connection(socket).read(Messages.id(ID));
        advanceMs(499);
        assertThat(arrived).isEmpty();
        advanceMs(1);
        assertThat(arrived.getFirst().line().format()).isEqualTo(AudioFormat.PCM_8K);
        advanceMs(40);
        assertThat(socket.messages()).containsExactly("10/320", "10/320");
    }

    @Test
    void a_digit_comes_after_the_call() {
        ids.announce(ID, ANA);
        connection(socket).read(Messages.id(ID).appendBuffer(Messages.digit('#')));
        assertThat(arrived).hasSize(1);
        assertThat(reports.all).containsExactly("digit #");
    }

    @Test
    void an_announcement_is_good_for_one_minute_and_one_call() {
        ids.announce(ID, ANA);
        advanceMs(60_000);
        connection(socket).read(Messages.id(ID));
        assertRefused("unknown-id");

        ids.announce(ID, ANA);
        var used = new SocketNotes();
        var connection = connection(used);
        connection.read(Messages.id(ID).appendBuffer(Messages.audio(0x10, 320)));
        connection.closed();
        var again = new SocketNotes();
        connection(again).read(Messages.id(ID));
        assertThat(again.messages()).containsExactly("00/0");
    }

    @Test
    void a_caller_who_goes_before_the_call_began_leaves_nothing_behind() {
        ids.announce(ID, ANA);
        var connection = connection(socket);
        connection.read(Messages.id(ID));
        connection.closed();
        advanceMs(1_000);
        assertThat(arrived).isEmpty();
        assertThat(ids.size()).isZero();
        assertThat(counted.all()).isEqualTo(Map.of("direct-call over-at-once", 1));
    }

    @Test
    void strangers_are_let_in_where_that_is_wanted_and_only_this_machine_reaches_us() {
        use(settings.with(new Strangers(true, List.of())));
        connection(socket).read(Messages.id(ID).appendBuffer(Messages.audio(0x10, 320)));
        assertThat(arrived.getFirst().from()).isEmpty();
        assertThat(arrived.getFirst().to()).isEmpty();
        assertThat(arrived.getFirst().parameters()).isEmpty();
    }

    @Test
    void strangers_from_other_machines_need_to_be_on_the_list() {
        var open = settings.at("0.0.0.0", 9092, "192.0.2.1");
        use(open.with(new Strangers(true, List.of(Network.parse("198.51.100.0/24")))));
        connection(socket).read(Messages.id(ID));
        assertRefused("unknown-id");
        use(open.with(new Strangers(true, List.of(Network.parse("192.0.2.0/24")))));
        connection(new SocketNotes()).read(Messages.id(ID).appendBuffer(Messages.audio(0x10, 320)));
        assertThat(arrived).hasSize(1);
        use(open.with(new Strangers(false, List.of(Network.parse("192.0.2.0/24")))));
        connection(new SocketNotes()).read(Messages.id(ID));
        assertThat(counted.of("refused unknown-id")).isEqualTo(2);
    }

    @Test
    void there_is_an_end_to_how_many_there_may_be() {
        var few =
                new AudioSocketSettings.Limits(
                        2,
                        9,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5));
        use(settings.with(few));
        expected(new UUID(1, 1), AudioFormat.PCM_8K);
        var second = expected(new UUID(1, 2), AudioFormat.PCM_8K);
        assertThat(ids.expect(new UUID(1, 3), second)).isFalse();
        ids.announce(ID, ANA);
        connection(socket).read(Messages.id(ID));
        assertRefused("lines-full");
    }

    @Test
    void a_call_that_cannot_be_taken_is_ended() {
        calls =
                _ -> {
                    throw new IllegalStateException("fault");
                };
        ids.announce(ID, ANA);
        connection(socket).read(Messages.id(ID).appendBuffer(Messages.audio(0x10, 320)));
        assertThat(socket.messages()).containsExactly("00/0");
        assertThat(ids.size()).isZero();
    }
}
