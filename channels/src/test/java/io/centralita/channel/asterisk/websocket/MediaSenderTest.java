package io.centralita.channel.asterisk.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.ChannelMetrics;
import io.centralita.media.AudioFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;

/// What is sent and what is believed, against a socket that takes all.
final class MediaSenderTest {
    private static final long FRAME = MediaWindow.FRAME_NANOS;

    private final Taker socket = new Taker();
    private final List<String> oddities = new ArrayList<>();
    private final MediaSender sender =
            new MediaSender(
                    AudioFormat.PCMU_8K,
                    socket,
                    80_000_000,
                    new ChannelMetrics() {
                        @Override
                        public void oddity(String channel, String kind) {
                            oddities.add(kind);
                        }
                    });
    private final ArrayDeque<OutgoingFrame> frames = new ArrayDeque<>();
    private long now = 1_000_000_000;
    private long sequence;

    private void say(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            frames.add(new OutgoingFrame(++sequence, 1, new byte[bytes]));
        }
    }

    private void send() {
        sender.send(frames::poll, now);
    }

    @Example
    void marks_nobody_set_say_nothing() {
        say(2, 160);
        send();
        for (var id : List.of("", ".", "0.", ".0", "0.x", "x.0", "0.9", "7.0", "-1.0", "0.0.0")) {
            assertThat(sender.markProcessed(id, now)).as(id).isEmpty();
        }
        assertThat(oddities).hasSize(10).containsOnly("foreign-mark");
        assertThat(sender.markProcessed("0.0", now)).hasValue(2);
        assertThat(sender.markProcessed("0.0", now)).isEmpty();
        assertThat(oddities).last().isEqualTo("mark-twice");
    }

    @Example
    void marks_of_an_older_generation_say_nothing() {
        say(4, 160);
        send();
        say(1, 160);
        now += FRAME * 2;
        send();
        sender.clear();
        assertThat(sender.markProcessed("0.0", now)).isEmpty();
        assertThat(sender.dropIfCleared(now)).isTrue();
        assertThat(sender.markProcessed("0.0", now)).isEmpty();
        assertThat(socket.commands()).last().asString().contains("\"1.1\"");
        assertThat(sender.markProcessed("1.1", now)).isEmpty();
        assertThat(oddities).isEmpty();
    }

    @Example
    void a_mark_that_was_lost_is_made_up_for_by_the_queues_length() {
        say(3, 160);
        send();
        now += 600_000_000;
        sender.watch(now);
        assertThat(socket.commands()).last().isEqualTo("{\"command\":\"GET_STATUS\"}");
        assertThat(sender.status(new MediaEvent.Status(0, 800), now)).hasValue(3);
        assertThat(oddities).containsExactly("mark-lost");
    }

    @Example
    void frames_of_another_size_are_made_whole() {
        say(1, 100);
        say(1, 200);
        send();
        assertThat(socket.written.stream().filter(byte[].class::isInstance))
                .allMatch(audio -> ((byte[]) audio).length == 160)
                .hasSize(2);
        assertThat(((byte[]) socket.written.getFirst())[159]).isEqualTo((byte) 0xFF);
        assertThat(oddities).containsExactly("frame-size", "frame-size");
    }

    @Example
    void so_much_is_sent_without_a_confirmation_and_no_more() {
        say(1_000, 160);
        for (int i = 0; i < 1_000; i++) {
            send();
            now += FRAME;
        }
        assertThat(1_000 - frames.size()).isEqualTo(19);
        assertThat(sender.owedNanos(now)).isGreaterThan(19_000_000_000L);
    }

    private static final class Taker implements MediaSocket {
        private final List<Object> written = new ArrayList<>();

        List<String> commands() {
            return written.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }

        @Override
        public void binary(byte[] audio) {
            written.add(audio);
        }

        @Override
        public void text(byte[] command) {
            assertThat(command).hasSizeLessThanOrEqualTo(Commands.LONGEST);
            written.add(new String(command, UTF_8));
        }

        @Override
        public void flush() {}

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void close(int code, String reason) {
            written.add("close");
        }
    }
}
