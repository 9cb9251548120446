package io.centralita.channel.asterisk.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.VirtualNanos;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.media.DirectCall;
import io.centralita.channel.asterisk.media.DirectCalls;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.media.AudioFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A connection from its first byte to its last, in virtual time.
final class ConnectionTest {
    private static final UUID ID = UUID.fromString("9a1ba360-7678-48b8-8134-382195caebdf");
    private static final AriChannel CHANNEL =
            new AriChannel("m1", "", "Up", "", "", "", "", "", "", Map.of());
    private static final Announcement ANA =
            new Announcement("+34910000000", "600", Map.of("name", "Ana"));

    private final VirtualNanos time = new VirtualNanos();
    private final Counted counted = new Counted();
    private final List<Timer> timers = new ArrayList<>();
    private final List<DirectCall> arrived = new ArrayList<>();
    private final ReportNotes reports = new ReportNotes();
    private final SocketNotes socket = new SocketNotes();
    private AudioSocketSettings settings = AudioSocketSettings.local();
    private DirectCalls calls =
            call -> {
                arrived.add(call);
                call.line().open(reports, () -> null);
            };
    private CallIds ids = new CallIds(settings, time);
    private int named;

    private record Timer(long dueNanos, Runnable action) {}

    private void use(AudioSocketSettings other) {
        settings = other;
        ids = new CallIds(other, time);
    }

    private void after(long delayMs, Runnable action) {
        timers.add(new Timer(time.nanoTime() + delayMs * 1_000_000, action));
    }

    private void advanceMs(long milliseconds) {
        for (long i = 0; i < milliseconds; i++) {
            time.advanceMs(1);
            var due = timers.stream().filter(it -> it.dueNanos() <= time.nanoTime()).toList();
            timers.removeAll(due);
            due.forEach(timer -> timer.action().run());
        }
    }

    private Connection connection(SocketNotes on) {
        var clock = new PacingClock(time, this::after, ChannelMetrics.NONE);
        var parts =
                new Connection.Parts(
                        ids,
                        call -> calls.arrived(call),
                        () -> clock,
                        this::after,
                        settings.limits(),
                        counted);
        return new Connection(parts, on, "192.0.2.7", Runnable::run, () -> named++);
    }

    private ExpectedLine expected(UUID id, AudioFormat format) {
        var line =
                new ExpectedLine(
                        id,
                        format,
                        true,
                        "192.0.2.1:9092",
                        ids,
                        this::after,
                        Duration.ofSeconds(5));
        assertThat(ids.expect(id, line)).isTrue();
        return line;
    }

    private static CompletableFuture<MediaLine> connect(ExpectedLine expected) {
        return future(expected.connect(CHANNEL));
    }

    private static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        return stage.toCompletableFuture();
    }

    private void assertRefused(String reason) {
        assertThat(socket.messages()).containsExactly("00/0");
        assertThat(socket.over).isTrue();
        assertThat(counted.all()).isEqualTo(Map.of("refused " + reason, 1));
        assertThat(named).isEqualTo(1);
        assertThat(arrived).isEmpty();
        advanceMs(10_000);
        assertThat(counted.all()).hasSize(1);
        assertThat(named).isEqualTo(1);
    }

    // Who it is.

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

    // Calls that nobody asked for.

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

    // How it ends.

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
