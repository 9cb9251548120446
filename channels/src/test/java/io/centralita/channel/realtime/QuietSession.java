package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.tool.ToolBox;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.VirtualNanos;
import io.centralita.media.AudioFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// A session without a network, in time that stands still, and what it sends. Every event is
/// checked against the public schema.
abstract class QuietSession {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Conduct HOUSE =
            new Conduct("de la casa", "", List.of(), TurnTaking.AUTOMATIC, true);

    final VirtualNanos time = new VirtualNanos();
    final List<JsonNode> sent = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<Long> played = new ArrayList<>();
    final ArrayDeque<OutgoingFrame> outgoing = new ArrayDeque<>();
    final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    boolean full;
    String closed = "";
    String legClosed = "";
    @Nullable RealtimeLeg leg;
    long sequence;

    final EventSocket socket =
            new EventSocket() {
                @Override
                public void text(String message) {
                    sent.add(json(message));
                }

                @Override
                public boolean isFull() {
                    return full;
                }

                @Override
                public void close(int code, String reason) {
                    closed = code + " " + reason;
                }
            };

    final RealtimeSession session =
            new RealtimeSession(
                    RealtimeSession.Beginning.ofSocket("m", SessionConfig.standard()),
                    new RealtimeSettings(
                            List.of(),
                            "scripted",
                            Set.of("marin"),
                            true,
                            RealtimeSettings.Limits.DEFAULT),
                    this::connect,
                    time,
                    ChannelMetrics.NONE);

    QuietSession() {
        session.opened(socket);
        sent.clear();
    }

    @AfterEach
    void everything_that_was_sent_is_right() {
        for (var event : sent) {
            assertThat(SchemaCheck.wrongWith(event)).as("%s", event).isEmpty();
        }
    }

    RealtimeLeg connect(RealtimeSession of, String id, String model, AudioFormat format) {
        var clears = new Clears();
        var connected =
                new RealtimeLeg(
                        new LegInfo("realtime", id, "", model, Map.of()),
                        of,
                        format,
                        loop::add,
                        new PacingClock(time, (delay, action) -> {}, ChannelMetrics.NONE),
                        RealtimeLeg.Manners.OF_PROGRAM,
                        clears,
                        new EventMouth(of, clears, Duration.ofSeconds(5)));
        of.call().conduct(HOUSE);
        ToolBox unused = of.call().tools(name -> null);
        assertThat(unused).isNotNull();
        leg = connected;
        return connected;
    }

    /// The session becomes a call.
    RealtimeLeg call() {
        send("{'type': 'input_audio_buffer.append', 'audio': 'AAAA'}");
        var connected = leg;
        if (connected == null) {
            throw new AssertionError("no call");
        }
        connected.open(listener(), outgoing::poll);
        run();
        return connected;
    }

    LegListener listener() {
        return new LegListener() {
            @Override
            public void audio(byte[] frame) {}

            @Override
            public void played(long to) {
                played.add(to);
            }

            @Override
            public void digit(char digit) {}

            @Override
            public void lost(int frames) {}

            @Override
            public void asks(Ask ask) {
                asked.add(ask.toString());
            }

            @Override
            public void closed(boolean byCaller, String detail) {
                legClosed = byCaller + " " + detail;
            }
        };
    }

    void queue(long utterance, int frames) {
        for (int i = 0; i < frames; i++) {
            outgoing.add(new OutgoingFrame(++sequence, utterance, new byte[960]));
        }
    }

    void beat() {
        time.advanceMs(20);
        var connected = leg;
        if (connected != null) {
            connected.tick(time.nanoTime());
        }
        run();
    }

    void run() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }

    void send(String event) {
        var bytes = event.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        session.received(bytes, bytes.length, Rights.CLIENT);
    }

    List<String> types() {
        return sent.stream().map(event -> event.path("type").asText()).toList();
    }

    List<String> deltas() {
        return sent.stream()
                .filter(event -> event.path("type").asText().endsWith("transcript.delta"))
                .map(event -> event.path("delta").asText())
                .toList();
    }

    List<String> statuses() {
        return sent.stream()
                .filter(event -> event.path("type").asText().equals("response.done"))
                .map(event -> event.at("/response/status").asText())
                .toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
