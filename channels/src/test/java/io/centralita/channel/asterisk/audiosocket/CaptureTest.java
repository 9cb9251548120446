package io.centralita.channel.asterisk.audiosocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.channel.Loopback;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a real Asterisk 22.10.1 wrote, written again over a real socket, cut at random.
final class CaptureTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIN = "FIN from Asterisk";

    private static byte[] resource(String name) throws IOException {
        try (var in = CaptureTest.class.getResourceAsStream("/asterisk/audiosocket/" + name)) {
            if (in == null) {
                throw new IOException("no " + name);
            }
            return in.readAllBytes();
        }
    }

    private static List<JsonNode> lines(String name) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : new String(resource(name), UTF_8).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static boolean isAudio(JsonNode line) {
        return Kind.isAudio(kind(line));
    }

    private static int kind(JsonNode line) {
        return Integer.decode(line.path("kind").asText());
    }

    /// What came from Asterisk, as bytes.
    private static Buffer bytes(List<JsonNode> incoming) {
        var all = Buffer.buffer();
        for (var line : incoming) {
            for (int i = 0; i < line.path("count").asInt(1); i++) {
                all.appendBuffer(
                        isAudio(line)
                                ? Messages.audio(kind(line), line.path("len").asInt())
                                : Messages.of(
                                        kind(line),
                                        HexFormat.of().parseHex(line.path("data").asText())));
            }
        }
        return all;
    }

    /// One message of a line that stands for several.
    private static List<JsonNode> first(List<JsonNode> lines) {
        return lines.stream().map(line -> counting(line, 1)).toList();
    }

    /// All but the id and one message.
    private static List<JsonNode> rest(List<JsonNode> lines) {
        var rest = new ArrayList<>(lines.subList(1, lines.size()));
        if (!rest.isEmpty()) {
            rest.set(0, counting(rest.getFirst(), rest.getFirst().path("count").asInt(1) - 1));
        }
        return rest;
    }

    private static JsonNode counting(JsonNode line, int count) {
        return ((ObjectNode) line.deepCopy()).put("count", count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application-both-idle",
                "application-dtmf",
                "application-echo-8k",
                "application-message-split-over-300ms",
                "application-server-burst",
                "application-server-fin",
                "application-server-one-message-48000",
                "application-server-sends-16k-kind",
                "application-server-silent",
                "channel-16k-dtmf",
                "channel-both-idle",
                "channel-echo-8k",
                "channel-echo-16k",
                "channel-echo-24k",
                "channel-server-fin",
                "externalmedia-slin16",
                "externalmedia-ulaw-wrong-format"
            })
    void each_capture_is_understood_from_the_id_to_the_fin(String name) throws Exception {
        var lines = lines(name + ".jsonl");
        assertThat(lines).anyMatch(line -> line.path("note").asText().equals(FIN));
        var incoming =
                lines.stream().filter(line -> line.path("dir").asText().equals("in")).toList();
        long audioBytes = 0;
        int frames = 0;
        var digits = new StringBuilder();
        for (var line : incoming) {
            int count = line.path("count").asInt(1);
            if (isAudio(line)) {
                audioBytes += (long) count * line.path("len").asInt();
                frames += count;
            } else if (kind(line) == Kind.DIGIT) {
                digits.append((char) Integer.parseInt(line.path("data").asText(), 16));
            }
        }
        try (var rig = new Rig(settings -> settings.with(new Strangers(true, List.of())));
                var peer = new StrictPeer(rig.port)) {
            int begun = Math.min(2, incoming.size()); // The call is here then.
            var random = new Random(name.hashCode());
            peer.sendInPieces(bytes(incoming.subList(0, 1)).getBytes(), 9, random);
            peer.sendInPieces(bytes(first(incoming.subList(1, begun))).getBytes(), 100, random);
            var call = rig.arrival();
            var talk = new Talk(call.line(), false);
            talk.await();
            peer.sendInPieces(bytes(rest(incoming)).getBytes(), 700, random);
            peer.finish();
            assertThat(call.callId().replace("-", ""))
                    .isEqualTo(incoming.getFirst().path("data").asText());
            assertThat(talk.ending()).isEqualTo("caller fin");
            assertThat(talk.digits()).isEqualTo(digits.toString());
            assertThat(talk.spokenFrames()).isEqualTo(frames);
            assertThat((long) talk.spokenBytes().length).isEqualTo(audioBytes);
            assertThat(talk.afterTheEnd()).isZero();
            rig.awaitNothingLeft();
            assertThat(rig.counted.all()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application-dtmf-from-asterisk.bin, 8000, 1*",
        "channel-16k-from-asterisk-1s.bin, 16000, ''"
    })
    void the_bytes_that_asterisk_wrote_are_heard_as_they_were(
            String name, int rateHz, String digits) throws Exception {
        var bytes = resource(name);
        var audio = new ByteArrayOutputStream();
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        for (int kind = in.read(); kind >= 0; kind = in.read()) {
            var payload = in.readNBytes(in.readUnsignedShort());
            if (Kind.isAudio(kind) && !Talk.isSilent(payload)) {
                audio.writeBytes(payload);
            }
        }
        for (int largest : List.of(1, 40, 3_000)) {
            try (var rig = new Rig(settings -> settings.with(new Strangers(true, List.of())));
                    var peer = new StrictPeer(rig.port)) {
                peer.sendInPieces(bytes, largest, new Random(largest));
                var talk = new Talk(rig.arrival().line(), false);
                Loopback.awaitThat(
                        () ->
                                talk.spokenBytes().length == audio.size()
                                        && talk.digits().length() == digits.length());
                assertThat(talk.line.format().sampleRateHz()).isEqualTo(rateHz);
                assertThat(talk.spokenBytes()).isEqualTo(audio.toByteArray());
                assertThat(talk.digits()).isEqualTo(digits);
            }
        }
    }
}
