package io.centralita.channel.asterisk.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.media.AudioFormat;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How connections end, in virtual time.
final class EndTest extends ConnectionRig {
    private Connection open() {
        var line = connect(expected(ID, AudioFormat.PCM_8K));
        var connection = connection(socket);
        connection.read(Messages.id(ID));
        line.join().open(reports, () -> null);
        return connection;
    }

    private void assertEnded(String how) {
        assertThat(reports.all).containsExactly("closed " + how);
        assertThat(ids.size()).isZero();
        advanceMs(100);
        assertThat(socket.written).isEmpty();
    }

    @Test
    void a_fin_is_the_callers_end() {
        open().closed();
        assertEnded("caller fin");
    }

    @Test
    void a_message_may_be_the_callers_end_too() {
        var connection = open();
        connection.read(Messages.of(0).appendBuffer(Messages.digit('1')));
        connection.closed();
        assertThat(socket.over).isTrue();
        assertEnded("caller hang-up");
    }

    @Test
    void a_reset_is_nobodys_will() {
        var connection = open();
        connection.failed(new IOException("Connection reset by peer"));
        connection.closed();
        assertEnded("us reset");
    }

    @Test
    void an_end_in_the_middle_of_a_message_is_nobodys_will() {
        var connection = open();
        connection.read(Messages.audio(0x10, 320).slice(0, 100));
        connection.closed();
        assertEnded("us cut-message");
        assertThat(counted.of("cut-message")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1, caller error-1", "2, us error-2", "4, us error-4", "0, us error-0"})
    void a_failure_that_asterisk_reports_is_the_end(byte code, String how) {
        open().read(Messages.of(0xFF, code));
        assertThat(socket.over).isTrue();
        assertEnded(how);
        assertThat(counted.of("peer-error")).isEqualTo(1);
    }

    @Test
    void oddities_are_counted_and_survived() {
        var connection = open();
        connection.read(
                Messages.of(0x42)
                        .appendBuffer(Messages.audio(0x10, 0))
                        .appendBuffer(Messages.digit('x')));
        connection.read(Messages.digit('1'));
        assertThat(reports.all).containsExactly("digit 1");
        assertThat(counted.all())
                .isEqualTo(Map.of("unknown-kind", 1, "empty-audio", 1, "bad-digit", 1));
    }

    @Test
    void we_may_end_it_whatever_it_is() {
        open().close("shutdown");
        assertThat(reports.all).containsExactly("closed us shutdown");
        assertThat(socket.messages()).containsExactly("00/0");
        var nameless = new SocketNotes();
        connection(nameless).close("shutdown");
        assertThat(nameless.messages()).containsExactly("00/0");
        ids.announce(new UUID(5, 5), ANA);
        var waiting = new SocketNotes();
        var connection = connection(waiting);
        connection.read(Messages.id(new UUID(5, 5)));
        connection.close("shutdown");
        assertThat(waiting.messages()).containsExactly("00/0");
        assertThat(ids.size()).isZero();
        assertThat(Optional.of(named)).contains(3);
    }
}
