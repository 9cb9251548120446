package io.centralita.channel.asterisk.audiosocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.asterisk.audiosocket.Offences.Message;
import io.centralita.media.AudioFormat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What servers did that broke the protocol, in captures of a real Asterisk, is never what we do.
final class OffencesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A connection as it was captured: what the server wrote, from its beginning to its end.
    private record Capture(List<Message> sent, double fromMs, double toMs) {
        static Capture read(String name) throws IOException {
            var sent = new ArrayList<Message>();
            double from = Double.NaN;
            double to = 0;
            for (var line : lines(name)) {
                if (line.path("note").asText().contains("left out")) {
                    break; // What follows is the end, some seconds later.
                }
                double at = line.path("t").asDouble();
                from = Double.isNaN(from) ? at : from;
                to = Math.max(to, line.path("last_t").asDouble(at));
                if (line.path("dir").asText().equals("out")) {
                    addAll(sent, line);
                }
            }
            return new Capture(sent, from, to);
        }

        /// A line may stand for several messages, whose times lie evenly between two.
        private static void addAll(List<Message> sent, JsonNode line) {
            int count = line.path("count").asInt(1);
            double first = line.path("t").asDouble();
            double last = line.path("last_t").asDouble(first);
            for (int i = 0; i < count; i++) {
                double at = count == 1 ? first : first + (last - first) * i / (count - 1);
                sent.add(
                        new Message(
                                at,
                                Integer.decode(line.path("kind").asText()),
                                line.path("len").asInt()));
            }
        }

        private static List<JsonNode> lines(String name) throws IOException {
            var lines = new ArrayList<JsonNode>();
            var path = "/asterisk/audiosocket/" + name + ".jsonl";
            try (var in = OffencesTest.class.getResourceAsStream(path)) {
                if (in == null) {
                    throw new IOException("no " + name);
                }
                for (var line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                    lines.add(JSON.readTree(line));
                }
            }
            return lines;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application-server-sends-dtmf, kind",
        "application-server-sends-unknown-kind, kind",
        "application-server-sends-empty-audio, empty",
        "application-server-one-message-48000, length",
        "application-server-burst, burst",
        "channel-server-sends-hangup, after-the-end",
        "application-both-idle, silence"
    })
    void what_broke_a_call_is_an_offence(String capture, String offence) throws IOException {
        var found = Capture.read(capture);
        assertThat(Offences.of(found.sent(), found.fromMs(), found.toMs())).contains(offence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application-echo-8k",
                "application-server-fin",
                "application-server-sends-hangup",
                "channel-echo-8k",
                "channel-echo-16k",
                "channel-echo-24k",
                "channel-server-fin",
                "externalmedia-slin16"
            })
    void what_went_well_is_none(String capture) throws IOException {
        var found = Capture.read(capture);
        assertThat(found.sent()).isNotEmpty();
        assertThat(Offences.of(found.sent(), found.fromMs(), found.toMs())).isEmpty();
    }

    /// Whatever the call says, the caller does and the network takes.
    @Property(tries = 200)
    void we_commit_none(@ForAll long seed) {
        var run = new Run(new Random(seed));
        for (int i = 0; i < 60; i++) {
            run.step();
        }
        assertThat(run.sent).isNotEmpty();
        assertThat(Offences.of(run.sent, run.fromMs, run.nowMs)).as("seed %d", seed).isEmpty();
    }

    /// One connection in virtual time; each write is a message, or the socket's notes complain.
    private static final class Run extends ConnectionRig {
        private static final UUID CALL = new UUID(7, 7);
        private final Random random;
        private final ArrayDeque<OutgoingFrame> toSay = new ArrayDeque<>();
        private final List<Message> sent = new ArrayList<>();
        private final AudioFormat format;
        private final Connection connection;
        private final double fromMs;
        private long sequence;
        private int nowMs = nowMs();

        Run(Random random) {
            this.random = random;
            format =
                    List.of(AudioFormat.PCM_8K, AudioFormat.PCM_16K, AudioFormat.PCM_24K)
                            .get(random.nextInt(3));
            boolean asked = random.nextBoolean();
            connection = connection(socket);
            fromMs = nowMs;
            if (asked) {
                var line = connect(expected(CALL, format));
                connection.read(Messages.id(CALL));
                line.join().open(reports, toSay::poll);
            } else {
                ids.announce(CALL, ANA);
                calls =
                        call -> {
                            arrived.add(call);
                            call.line().open(reports, toSay::poll);
                        };
                connection.read(Messages.id(CALL));
            }
            pass(600);
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0 -> say(random.nextInt(format.frameBytes() * 3));
                case 1 -> say(0);
                case 2 -> toSay.clear();
                case 3 -> connection.read(Messages.audio(Kind.of(format), format.frameBytes()));
                case 4 -> connection.read(Messages.digit('5'));
                case 5 -> connection.read(Messages.of(0x42));
                case 6 -> stall();
                case 7 -> time.advanceMs(random.nextInt(150)); // our loop stands still
                default -> say(format.frameBytes());
            }
            if (random.nextInt(40) == 0) {
                connection.close("goodbye");
            }
            pass(random.nextInt(120));
        }

        private void say(int bytes) {
            for (int i = random.nextInt(30); i >= 0; i--) {
                toSay.add(new OutgoingFrame(++sequence, 1, new byte[bytes]));
            }
        }

        private void stall() {
            socket.full = true;
            pass(random.nextInt(1_500));
            socket.full = false;
            pass(45); // a network that takes something now and then
        }

        private int nowMs() {
            return (int) (time.nanoTime() / 1_000_000);
        }

        private void pass(int milliseconds) {
            for (int i = 0; i < milliseconds; i++) {
                advanceMs(1);
                nowMs = nowMs();
                for (var written : socket.written.subList(sent.size(), socket.written.size())) {
                    SocketNotes.message(written); // whole, in one write
                    sent.add(
                            new Message(
                                    nowMs,
                                    written.getUnsignedByte(0),
                                    written.getUnsignedShort(1)));
                }
            }
        }
    }
}
