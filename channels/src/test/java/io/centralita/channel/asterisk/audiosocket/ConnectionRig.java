package io.centralita.channel.asterisk.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.VirtualNanos;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.media.DirectCall;
import io.centralita.channel.asterisk.media.DirectCalls;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Connections in virtual time, and who comes by them.
abstract class ConnectionRig {
    static final UUID ID = UUID.fromString("9a1ba360-7678-48b8-8134-382195caebdf");
    static final AriChannel CHANNEL =
            new AriChannel("m1", "", "Up", "", "", "", "", "", "", Map.of());
    static final Announcement ANA = new Announcement("+34910000000", "600", Map.of("name", "Ana"));

    final VirtualNanos time = new VirtualNanos();
    final Counted counted = new Counted();
    final List<Timer> timers = new ArrayList<>();
    final List<DirectCall> arrived = new ArrayList<>();
    final ReportNotes reports = new ReportNotes();
    final SocketNotes socket = new SocketNotes();
    AudioSocketSettings settings = AudioSocketSettings.local();
    DirectCalls calls =
            call -> {
                arrived.add(call);
                call.line().open(reports, () -> null);
            };
    CallIds ids = new CallIds(settings, time);
    int named;

    private record Timer(long dueNanos, Runnable action) {}

    void use(AudioSocketSettings other) {
        settings = other;
        ids = new CallIds(other, time);
    }

    void after(long delayMs, Runnable action) {
        timers.add(new Timer(time.nanoTime() + delayMs * 1_000_000, action));
    }

    void advanceMs(long milliseconds) {
        for (long i = 0; i < milliseconds; i++) {
            time.advanceMs(1);
            var due = timers.stream().filter(it -> it.dueNanos() <= time.nanoTime()).toList();
            timers.removeAll(due);
            due.forEach(timer -> timer.action().run());
        }
    }

    Connection connection(SocketNotes on) {
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

    ExpectedLine expected(UUID id, AudioFormat format) {
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

    static CompletableFuture<MediaLine> connect(ExpectedLine expected) {
        return future(expected.connect(CHANNEL));
    }

    static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        return stage.toCompletableFuture();
    }

    void assertRefused(String reason) {
        assertThat(socket.messages()).containsExactly("00/0");
        assertThat(socket.over).isTrue();
        assertThat(counted.all()).isEqualTo(Map.of("refused " + reason, 1));
        assertThat(named).isEqualTo(1);
        assertThat(arrived).isEmpty();
        advanceMs(10_000);
        assertThat(counted.all()).hasSize(1);
        assertThat(named).isEqualTo(1);
    }
}
