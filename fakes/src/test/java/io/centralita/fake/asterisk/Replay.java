package io.centralita.fake.asterisk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.ari.Answer;
import io.centralita.fake.asterisk.ari.Installation;
import io.centralita.fake.asterisk.ari.RequestReader;
import io.centralita.fake.asterisk.ari.SocketRequests;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.pbx.Application;
import io.centralita.fake.asterisk.pbx.CallerId;
import io.centralita.fake.asterisk.pbx.DialPlan;
import io.centralita.fake.asterisk.pbx.Incoming;
import io.centralita.fake.asterisk.phone.Phone;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Does to the fake what a capture shows was done to the real one, at the same times: the requests
/// as they stand, what the callers did by what the events tell of it.
final class Replay {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ANSWERING_MS = 501;

    final Lab lab;
    final List<JsonNode> lines = new ArrayList<>();
    final Map<Integer, JsonNode> answers = new TreeMap<>();
    final List<ObjectNode> responses = new ArrayList<>();

    /// Ids of the capture, and what the fake has in their place.
    private final Map<String, String> ids = new LinkedHashMap<>();

    private final Map<String, Phone> phones = new LinkedHashMap<>();
    private final Application.Outlet second;
    private int starts;

    Replay(String name) throws IOException {
        boolean early = name.startsWith("05");
        lab = new Lab(Installation.CURRENT, Duration.ofNanos(early ? 2_000_000 : 200_000));
        second = lab.events::add;
        try (var in = Replay.class.getResourceAsStream("/asterisk/ari/" + name)) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (var line : text.split("\n", -1)) {
                if (!line.isBlank()) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        lab.farEnds.refusing = name.startsWith("25");
    }

    void run() {
        lines.forEach(this::schedule);
        lab.timeline.advance(Duration.ofSeconds(60));
    }

    private void schedule(JsonNode line) {
        double ms = line.path("t").asDouble() + 1_000;
        switch (line.path("dir").asText()) {
            case "request" -> at(ms, () -> request(line));
            case "event" -> event(line.path("event"), ms);
            case "response" -> {
                // Compared afterwards.
            }
            case "request over the websocket" ->
                    at(ms, () -> responses.addAll(overSocket(line.path("message"))));
            default -> at(ms, () -> note(line));
        }
    }

    private void at(double ms, Runnable action) {
        lab.timeline.after(Duration.ofNanos((long) (ms * 1_000_000)), action);
    }

    private void request(JsonNode line) {
        var uri = line.path("uri").asText();
        if (line.path("n").isMissingNode() || uri.isEmpty()) {
            return;
        }
        int number = line.path("n").asInt();
        var request =
                RequestReader.read(
                                line.path("method").asText(),
                                translated(uri).substring("/ari/".length()),
                                line.path("body").isMissingNode()
                                        ? ""
                                        : line.path("body").toString())
                        .orElseThrow();
        lab.ari.handle(request, answer -> answered(number, answer));
    }

    private void answered(int number, Answer answer) {
        var json =
                JSON.createObjectNode()
                        .put("status", answer.status())
                        .put("reason", answer.reason());
        json.set("body", answer.body());
        answers.put(number, json);
        var expected = response(number).path("body").path("id");
        if (answer.body() != null && answer.body().has("id") && !expected.isMissingNode()) {
            ids.put(expected.asText(), answer.body().path("id").asText());
        }
    }

    JsonNode response(int number) {
        return lines.stream()
                .filter(line -> line.path("dir").asText().equals("response"))
                .filter(line -> line.path("n").asInt() == number)
                .findFirst()
                .orElseThrow();
    }

    private String translated(String text) {
        var translated = text;
        for (var id : ids.entrySet()) {
            translated = translated.replace(id.getKey(), id.getValue());
        }
        return translated;
    }

    private List<ObjectNode> overSocket(JsonNode message) {
        var replies = new ArrayList<ObjectNode>();
        var app =
                lines.stream()
                        .map(line -> line.path("event").path("application").asText(""))
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse(Lab.APP);
        new SocketRequests(app, Lab.ASTERISK_ID, lab.timeline)
                .handle(
                        translated(message.isTextual() ? message.asText() : message.toString()),
                        lab.ari::handle,
                        text -> replies.add(parse(text)));
        return replies;
    }

    private static ObjectNode parse(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private void event(JsonNode event, double ms) {
        var channel = event.path("channel");
        var id = channel.path("id").asText();
        boolean caller = channel.path("name").asText().startsWith("PJSIP/");
        switch (event.path("type").asText()) {
            case "StasisStart" -> {
                int number = starts++;
                if (caller) {
                    boolean early = channel.path("state").asText().equals("Ring");
                    at(ms - (early ? 0.5 : ANSWERING_MS), () -> place(id, channel));
                }
                at(ms + 0.02, () -> pair(id, number));
            }
            case "ChannelHangupRequest" -> {
                if (caller && !event.has("soft")) {
                    at(ms - 0.4, () -> phone(id).hangUp());
                }
            }
            case "ChannelHold" -> at(ms - 0.2, () -> phone(id).hold(true));
            case "ChannelUnhold" -> at(ms - 0.2, () -> phone(id).hold(false));
            case "ChannelDtmfReceived" -> {
                int duration = event.path("duration_ms").asInt();
                char digit = event.path("digit").asText().charAt(0);
                at(ms - duration - 25, () -> phone(id).press(digit, duration));
            }
            case "ChannelTalkingStarted" ->
                    at(
                            ms - 22,
                            () ->
                                    phone(id)
                                            .say(
                                                    new Recording(
                                                            8_000,
                                                            Tones.sine(
                                                                    300,
                                                                    -12,
                                                                    Duration.ofMillis(5_080),
                                                                    8_000))));
            case "ChannelStateChange" -> {
                if (channel.path("name").asText().startsWith("WebSocket/INCOMING")) {
                    at(
                            ms - 0.5,
                            () -> {
                                var socket = lab.farEnds.webSockets.getLast();
                                socket.media.connected(socket);
                            });
                }
            }
            default -> {
                // A consequence.
            }
        }
    }

    private void place(String id, JsonNode channel) {
        var name = channel.path("name").asText();
        var phone = new Phone(Format.ULAW, true, lab.timeline, _ -> {}, 7);
        phone.mute(true);
        phones.put(id, phone);
        var line =
                lab.pbx.call(
                        new Incoming(
                                name.substring("PJSIP/".length(), name.lastIndexOf('-')),
                                true,
                                new CallerId(
                                        channel.path("caller").path("name").asText(),
                                        channel.path("caller").path("number").asText()),
                                DialPlan.INBOUND,
                                channel.path("dialplan").path("exten").asText(),
                                channel.path("protocol_id").asText(),
                                Map.of("X-Lab-Header", "hello"),
                                Map.of()),
                        phone);
        phone.attach(line);
    }

    /// The n-th StasisStart here is the n-th there.
    private void pair(String id, int number) {
        var started =
                lab.events.stream()
                        .filter(event -> event.path("type").asText().equals("StasisStart"))
                        .skip(number)
                        .findFirst();
        started.ifPresent(
                event -> {
                    ids.put(id, event.path("channel").path("id").asText());
                    var phone = phones.get(id);
                    if (phone != null) {
                        phone.mute(false);
                    }
                });
    }

    private Phone phone(String id) {
        return Objects.requireNonNull(phones.get(id), id);
    }

    private void note(JsonNode line) {
        var note = line.path("note").asText();
        var stasis = lab.pbx.stasis();
        switch (note) {
            case "events websocket upgraded" -> stasis.connect(Lab.APP, false, lab.outlet);
            case "events websocket closed",
                    "application closes its events websocket",
                    "events websocket closed, first call goes on" ->
                    stasis.disconnect(Lab.APP, lab.outlet);
            case "events websocket cut, no reconnect; caller hangs up" -> {
                stasis.disconnect(Lab.APP, lab.outlet);
                phones.values().forEach(Phone::hangUp);
            }
            case "a second events websocket for the same application" ->
                    stasis.connect(Lab.APP, false, second);
            case "Asterisk connects" -> stasis.register(Lab.OUTBOUND_APP, false, lab.outlet);
            case "the application closes the connection in the call" ->
                    stasis.disconnect(Lab.OUTBOUND_APP, lab.outlet);
            case "second call" -> {
                if (!line.has("hungUpByAsterisk")) {
                    var phone = new Phone(Format.ULAW, true, lab.timeline, _ -> {}, 8);
                    phone.attach(lab.pbx.call(Lab.incoming("trunk", true, "100"), phone));
                }
            }
            case "Asterisk: core stop now" -> lab.pbx.stopNow();
            case "the AudioSocket server ends the connection: fin" ->
                    lab.farEnds.audioSockets.getLast().media.finished();
            case "the AudioSocket server ends the connection: zero" ->
                    lab.farEnds.audioSockets.getLast().media.received(new byte[3]);
            case "the AudioSocket server ends the connection: rst" ->
                    lab.farEnds.audioSockets.getLast().media.broken();
            case "media websocket closed by the gateway" ->
                    lab.farEnds.webSockets.getLast().media.closed();
            case "gateway sends HANGUP" -> lab.farEnds.webSockets.getLast().media.text("HANGUP");
            case "a gateway that never reads its media connection; linear 192 kHz to fill the buffers soon" ->
                    lab.farEnds.webSockets.forEach(socket -> socket.full = true);
            case "caller hangs up" -> {
                if (lab.farEnds.webSockets.stream().anyMatch(socket -> socket.full)) {
                    phones.values().forEach(Phone::hangUp);
                    at(13_015, lab.farEnds.webSockets.getLast().media::closed);
                }
            }
            default -> {
                // Tells what is seen anyway.
            }
        }
    }
}
