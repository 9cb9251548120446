package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a real Asterisk answered and told, and what the fake does when the same is done to it: each
/// answer whole, and of each channel and bridge its events in their order, whole. How the events of
/// two channels interleave is chance with the real one, too.
final class CaptureReplayTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-rtp-ulaw-local-caller",
                "02-rtp-slin16-local-caller",
                "03-rtp-ulaw-sip-caller",
                "04-rtp-ulaw-registered-phone",
                "05-addchannel-too-early-422",
                "06-dtmf",
                "07-hold-and-resume",
                "08-unanswered-then-answered",
                "09-ring-progress-reject",
                "10-application-ends-both-legs",
                "11-back-to-the-dial-plan",
                "12-bridge-deleted-first",
                "13-events-websocket-closed-and-back",
                "14-events-websocket-cut-caller-hangs-up",
                "15-second-events-websocket",
                "16-talk-detection-dial-plan",
                "17-talk-detection-by-rest",
                "18-bridge-recording-softmix",
                "19-snoop",
                "20-play-on-channel-and-bridge",
                "21-rest-on-wrong-states",
                "22-externalmedia-rtp-parameter-errors",
                "23-externalmedia-audiosocket-errors",
                "24-externalmedia-audiosocket-refused",
                "25-externalmedia-websocket-refused",
                "26-rest-over-websocket",
                "27-outbound-ari-websocket",
                "28-asterisk-stops",
                "29-stasis-arguments-from-sip",
                "30-externalmedia-audiosocket-slin16",
                "31-externalmedia-audiosocket-server-fin",
                "32-externalmedia-audiosocket-server-hangup-message",
                "33-externalmedia-audiosocket-server-reset",
                "34-externalmedia-websocket-client",
                "35-externalmedia-websocket-server",
                "36-externalmedia-websocket-server-nobody-connects",
                "37-media-websocket-closed-by-gateway",
                "38-media-websocket-hangup-command",
                "39-media-websocket-never-read",
                "40-caller-stops-sending-rtp",
                "41-externalmedia-websocket-with-variables",
                "42-media-audiosocket-never-read",
                "43-second-call-while-not-connected"
            })
    void the_fake_says_what_the_real_one_said(String name) throws IOException {
        var replay = new Replay(name + ".jsonl");
        replay.run();
        var real = new Normal();
        var fake = new Normal();
        replay.lines.forEach(
                line -> {
                    real.learn(line.path("event"));
                    real.learn(line.path("body"));
                });
        learnInOrder(replay, fake);

        replay.answers.forEach(
                (number, answer) -> {
                    var expected = replay.response(number);
                    if (expected.has("status")) {
                        assertThat(fake.of(answer).toPrettyString())
                                .as("answer " + number)
                                .isEqualTo(expected(real, expected).toPrettyString());
                    }
                });
        var told = bySubject(fake, replay.lab.events, replay.responses);
        var expected = bySubject(real, events(replay), List.of());
        if (name.startsWith("39")) {
            // The real one knew the peer for a moment after it had left.
            expected.values().forEach(list -> list.removeIf(event -> event.contains("BRIDGED\"")));
        }
        assertThat(told.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (subject, events) ->
                        assertThat(String.join("\n", told.getOrDefault(subject, List.of())))
                                .as(subject)
                                .isEqualTo(String.join("\n", events)));
    }

    /// Names come up in the order of the capture: what answers name before what events name.
    private static void learnInOrder(Replay replay, Normal fake) {
        int events = 0;
        for (var line : replay.lines) {
            if (line.path("dir").asText().equals("response")) {
                var answer = replay.answers.get(line.path("n").asInt());
                if (answer != null) {
                    fake.learn(answer.path("body"));
                }
            } else if (line.path("dir").asText().equals("event")
                    && !line.path("event").path("type").asText().equals("RESTResponse")
                    && events < replay.lab.events.size()) {
                fake.learn(replay.lab.events.get(events++));
            }
        }
        replay.lab.events.forEach(fake::learn);
    }

    private static JsonNode expected(Normal real, JsonNode line) {
        var json = JsonNodeFactory.instance.objectNode();
        json.set("status", line.path("status"));
        json.set("reason", line.path("reason"));
        var body = line.path("body");
        boolean none = body.isTextual() && body.asText().isEmpty();
        json.set("body", none ? JsonNodeFactory.instance.nullNode() : body);
        return real.of(json);
    }

    private static List<JsonNode> events(Replay replay) {
        return replay.lines.stream()
                .filter(line -> line.path("dir").asText().equals("event"))
                .map(line -> line.path("event"))
                .toList();
    }

    private static Map<String, List<String>> bySubject(
            Normal normal, List<? extends JsonNode> events, List<? extends JsonNode> more) {
        var all = new ArrayList<JsonNode>(events);
        all.addAll(more);
        var bySubject = new TreeMap<String, List<String>>();
        all.forEach(
                event ->
                        bySubject
                                .computeIfAbsent(
                                        event.path("type").asText().equals("RESTResponse")
                                                ? "rest"
                                                : normal.subject(event),
                                        _ -> new ArrayList<>())
                                .add(normal.of(event).toString()));
        return new LinkedHashMap<>(bySubject);
    }
}
