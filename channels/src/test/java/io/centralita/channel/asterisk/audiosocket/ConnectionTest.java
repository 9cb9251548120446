package io.centralita.channel.asterisk.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.media.AudioFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who a connection is, in virtual time.
final class ConnectionTest extends ConnectionRig {
    @Test
    void the_call_that_we_asked_for_is_found_by_its_id() {
        var expected = expected(ID, AudioFormat.PCM_16K);
        var line = connect(expected);
        assertThat(line).isNotDone();
        connection(socket).read(Messages.id(ID));
        assertThat(line.join().format()).isEqualTo(AudioFormat.PCM_16K);
        assertThat(line.join().tellsDigits()).isTrue();
        advanceMs(60);
        assertThat(socket.messages()).hasSize(3).containsOnly("12/640");
        assertThat(ids.size()).isEqualTo(1);
        assertThat(named).isEqualTo(1);
    }

    @Test
    void the_connection_may_be_here_before_asterisks_answer() {
        var expected = expected(ID, AudioFormat.PCM_8K);
        connection(socket).read(Messages.id(ID));
        advanceMs(100);
        assertThat(connect(expected)).isDone();
        advanceMs(6_000);
        assertThat(socket.over).isFalse();
    }

    @Test
    void a_call_that_does_not_come_within_five_seconds_is_given_up() {
        var line = connect(expected(ID, AudioFormat.PCM_8K));
        advanceMs(4_999);
        assertThat(line).isNotDone();
        advanceMs(1);
        assertThat(line.exceptionNow())
                .isInstanceOf(MediaFailure.class)
                .hasMessage("not-connected");
        assertThat(ids.size()).isZero();
        connection(socket).read(Messages.id(ID));
        assertRefused("unknown-id");
    }

    @Test
    void whoever_lets_go_of_a_prepared_call_leaves_nothing_behind() {
        var before = expected(ID, AudioFormat.PCM_8K);
        var waiting = connect(before);
        before.close();
        before.close();
        assertThat(waiting.exceptionNow()).hasMessage("closed");
        assertThat(ids.size()).isZero();

        var here = expected(ID, AudioFormat.PCM_8K);
        connection(socket).read(Messages.id(ID));
        connect(here).join().open(reports, () -> null);
        here.close();
        assertThat(reports.all).containsExactly("closed us released");
        assertThat(socket.messages()).containsExactly("00/0");
        assertThat(ids.size()).isZero();
    }

    @Test
    void asterisk_is_asked_for_linear_audio_over_tcp() {
        var wanted = expected(ID, AudioFormat.PCM_24K).wanted();
        assertThat(wanted.format()).isEqualTo("slin24");
        assertThat(wanted.encapsulation()).isEqualTo("audiosocket");
        assertThat(wanted.transport()).isEqualTo("tcp");
        assertThat(wanted.connectionType()).isEqualTo("client");
        assertThat(wanted.externalHost()).isEqualTo("192.0.2.1:9092");
        assertThat(wanted.data()).contains(ID.toString());
        assertThat(expected(new UUID(1, 1), AudioFormat.PCM_16K).wanted().format())
                .isEqualTo("slin16");
        assertThat(expected(new UUID(1, 2), AudioFormat.PCM_8K).wanted().format())
                .isEqualTo("slin");
    }

    @Test
    void who_says_nothing_for_five_seconds_is_shown_the_door() {
        connection(socket);
        advanceMs(4_999);
        assertThat(socket.over).isFalse();
        advanceMs(1);
        assertRefused("no-id");
    }

    @Test
    void half_an_id_is_none() {
        connection(socket).read(Messages.id(ID).slice(0, 12));
        advanceMs(5_000);
        assertRefused("no-id");
    }

    @Test
    void an_id_that_nobody_knows_is_shown_the_door() {
        connection(socket).read(Messages.id(ID));
        assertRefused("unknown-id");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17, 4_000})
    void an_id_of_another_length_is_none(int length) {
        connection(socket).read(Messages.audio(1, length));
        assertRefused("malformed-id");
    }

    @Test
    void audio_before_the_id_is_shown_the_door() {
        expected(ID, AudioFormat.PCM_8K);
        connection(socket).read(Messages.audio(0x10, 320).appendBuffer(Messages.id(ID)));
        assertRefused("audio-before-id");
    }

    @Test
    void a_digit_before_the_id_is_shown_the_door() {
        connection(socket).read(Messages.digit('1'));
        assertRefused("digit-before-id");
    }

    @Test
    void who_goes_before_saying_who_they_are_is_forgotten() {
        var connection = connection(socket);
        connection.closed();
        assertThat(named).isEqualTo(1);
        advanceMs(6_000);
        assertThat(counted.all()).isEmpty();
        assertThat(named).isEqualTo(1);
    }

    @Test
    void a_second_id_changes_nothing() {
        var line = connect(expected(ID, AudioFormat.PCM_8K));
        connection(socket)
                .read(
                        Messages.id(ID)
                                .appendBuffer(Messages.id(new UUID(3, 4)))
                                .appendBuffer(Messages.audio(1, 3))
                                .appendBuffer(Messages.digit('7')));
        line.join().open(reports, () -> null);
        assertThat(reports.all).containsExactly("digit 7");
        assertThat(counted.all()).isEqualTo(Map.of("second-id", 2));
    }

    @Test
    void two_connections_under_one_id_are_one_too_many() {
        expected(ID, AudioFormat.PCM_8K);
        var first = new SocketNotes();
        connection(first).read(Messages.id(ID));
        connection(socket).read(Messages.id(ID));
        assertThat(first.over).isFalse();
        assertThat(socket.messages()).containsExactly("00/0");
        assertThat(counted.all()).isEqualTo(Map.of("refused id-in-use", 1));
    }
}
