package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.VirtualNanos;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A session whose audio is on a track, in time that stands still. Every event it sends is checked
/// against the public schema.
final class QuietTrack {
    static final Duration PLAYOUT = Duration.ofMillis(60);
    static final Conduct HOUSE =
            new Conduct("de la casa", "voz", List.of(), TurnTaking.AUTOMATIC, true);

    final VirtualNanos time = new VirtualNanos();
    final List<JsonNode> sent = new ArrayList<>();
    final List<byte[]> track = new ArrayList<>();
    final List<Ask> asked = new ArrayList<>();
    final List<byte[]> heard = new ArrayList<>();
    final List<Long> played = new ArrayList<>();
    final List<Boolean> holds = new ArrayList<>();
    final ArrayDeque<OutgoingFrame> outgoing = new ArrayDeque<>();
    final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    final ArrayDeque<Runnable> timers = new ArrayDeque<>();
    final List<Supplier<List<HistoryEntry>>> histories = new ArrayList<>();
    final List<CallEnd> ends = new ArrayList<>();
    String closed = "";
    String legClosed = "";
    private long sequence;

    final TrackSession session;

    QuietTrack(TrackOpening opening) {
        session =
                new TrackSession(
                        new LegInfo("webrtc", "rtc_1", "", "web:default", Map.of()),
                        opening,
                        new RealtimeSettings(
                                List.of(),
                                "scripted",
                                Set.of("marin", "alloy"),
                                false,
                                RealtimeSettings.Limits.DEFAULT),
                        new TrackSession.Wiring(
                                track::add,
                                PLAYOUT,
                                loop::add,
                                new PacingClock(
                                        time,
                                        (delay, action) -> timers.add(action),
                                        ChannelMetrics.NONE),
                                time,
                                ChannelMetrics.NONE),
                        new Parting() {
                            @Override
                            public void closing(CallEnd end) {
                                ends.add(end);
                            }

                            @Override
                            public void said(Supplier<List<HistoryEntry>> history) {
                                histories.add(history);
                            }
                        });
    }

    static QuietTrack ofPage(Rights rights) {
        return new QuietTrack(
                TrackOpening.ofPage(rights, "m", Duration.ofMillis(600), Optional.empty()));
    }

    static QuietTrack ofClient() {
        return new QuietTrack(TrackOpening.ofClient("m", SessionConfig.standard()));
    }

    EventSocket socket(List<JsonNode> into) {
        return new EventSocket() {
            @Override
            public void text(String message) {
                var event = QuietSession.json(message);
                assertThat(SchemaCheck.wrongWith(event)).as("%s", event).isEmpty();
                into.add(event);
            }

            @Override
            public boolean isFull() {
                return false;
            }

            @Override
            public void close(int code, String reason) {
                closed = code + " " + reason;
            }
        };
    }

    /// The caller is on the line.
    QuietTrack up() {
        session.opened(socket(sent));
        Leg leg = session.leg();
        assertThat(leg.conduct(HOUSE)).isNotNull();
        leg.open(listener(), outgoing::poll);
        run();
        return this;
    }

    private LegListener listener() {
        return new LegListener() {
            @Override
            public void audio(byte[] frame) {
                heard.add(frame);
            }

            @Override
            public void played(long to) {
                played.add(to);
            }

            @Override
            public void digit(char digit) {}

            @Override
            public void held(boolean onHold) {
                holds.add(onHold);
            }

            @Override
            public void lost(int frames) {}

            @Override
            public void asks(Ask ask) {
                asked.add(ask);
            }

            @Override
            public void closed(boolean byCaller, String detail) {
                legClosed = byCaller + " " + detail;
            }
        };
    }

    void engine(EngineEvent... events) {
        for (var event : events) {
            session.leg().observe(event);
        }
        run();
    }

    void queue(long utterance, int frames) {
        for (int i = 0; i < frames; i++) {
            var audio = new byte[960];
            audio[0] = (byte) utterance;
            outgoing.add(new OutgoingFrame(++sequence, utterance, audio));
        }
    }

    void beats(int count) {
        for (int i = 0; i < count; i++) {
            time.advanceMs(20);
            var due = new ArrayList<>(timers);
            timers.clear();
            due.forEach(Runnable::run);
            run();
        }
    }

    void run() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }

    void send(String event) {
        session.received(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        run();
    }

    JsonNode last() {
        return sent.getLast();
    }

    /// The code of the error that answers this event, or an empty text.
    String refusal(String event) {
        int before = sent.size();
        send(event);
        return sent.subList(before, sent.size()).stream()
                .filter(one -> one.path("type").asText().equals("error"))
                .map(one -> one.at("/error/code").asText())
                .findFirst()
                .orElse("");
    }

    List<String> types() {
        return sent.stream().map(event -> event.path("type").asText()).toList();
    }

    List<String> buffer() {
        return types().stream().filter(type -> type.startsWith("output_audio_buffer")).toList();
    }
}
