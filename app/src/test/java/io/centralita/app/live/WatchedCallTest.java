package io.centralita.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.Speech;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A real call over the Twilio protocol, while a console looks on, listens, speaks and ends it.
@Timeout(300)
class WatchedCallTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final JsonMapper JSON = new JsonMapper();

    /// Twilio's way, our buffers and the test caller's together.
    private static final int MOST_LAG_MS = 1_500;

    @TempDir Path directory;

    @Test
    void a_console_sees_hears_takes_over_and_ends_a_call_and_finds_all_of_it_afterwards()
            throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        ours().setLevel(Level.INFO); // as a server logs; tests do not
        var settings =
                SettingsReader.read(
                        directory,
                        Map.of(
                                "DATA_DIR", directory.resolve("data").toString(),
                                "RINGING", "off",
                                "RECORD_CALLS", "announced",
                                "LISTENING", "announced"));
        try (var server = Server.start(settings.settings().alone(), ServerWatcher.NOBODY);
                var callers = new Callers(ChannelMetrics.NONE);
                var http = HttpClient.newHttpClient();
                var page = new EventPage(http, server.url())) {
            var line =
                    new Callers.Line(
                            server.url(), "+34600000001", "+34900000001", Optional.empty());
            var call = callers.call(line, script(), CallerListener.NONE);
            var id =
                    page.await("delta", data -> !data.at("/calls/0/id").asText().isEmpty())
                            .at("/calls/0/id")
                            .asText();
            var path = "/api/calls/" + id;
            page.watch(id);
            page.await("turn", turn -> text(turn).contains("grabada"));
            var listener = CallSocket.connect(http, server.url(), path + "/listen");
            var notice =
                    page.await("turn", turn -> text(turn).contains("escucha"))
                            .get("turn")
                            .deepCopy();
            var begin = listener.awaitText("begin");
            page.await("turn", turn -> who(turn).equals("caller") && !text(turn).isEmpty());
            page.await("tool", tool -> tool.at("/tool/outcome").asText().equals("answered"));
            page.await("levels", levels -> loud(levels.get("caller")));
            page.await("levels", levels -> loud(levels.get("assistant")));
            listener.awaitSound(0, 0);
            listener.awaitSound(1, 0);

            var operator = CallSocket.connect(http, server.url(), path + "/operator");
            operator.awaitText("taken");
            page.await("delta", delta -> delta.toString().contains("\"operator\":\"admin\""));
            int before = listener.heard();
            operator.tone(440, Duration.ofSeconds(1));
            listener.awaitSound(1, before);
            page.await("turn", turn -> who(turn).equals("operator"));
            operator.say("{\"type\":\"hand-back\",\"note\":\"Es Juan, del 4B\"}");
            operator.awaitText("handed-back");
            page.await("moment", moment -> moment.toString().contains("operator.handed-back"));

            var hangUp = http.send(post(server.url(), path + "/hangup"), BodyHandlers.ofString());
            assertThat(hangUp.statusCode()).isEqualTo(202);
            var result = call.get();
            listener.awaitText("ended");
            page.await("ended", ended -> ended.at("/reason").asText().equals("e2e"));

            var timeline = get(http, server.url(), path + "/timeline");
            assertThat(timeline.get("complete").asBoolean()).isTrue();
            assertThat(values(timeline.get("moments"), "kind"))
                    .contains(
                            "answered",
                            "listen",
                            "tool-started",
                            "tool-ended",
                            "operator",
                            "hand-back",
                            "sentence",
                            "hang-up",
                            "ended");
            assertThat(values(timeline.get("turns"), "who"))
                    .contains("caller", "assistant", "switchboard", "operator");
            assertThat(timeline.at("/tools/0/startMs").asLong()).isPositive();
            assertThat(timeline.get("audio").asText()).isEqualTo("here");
            assertThat(begin.get("zeroMs").asLong())
                    .isGreaterThanOrEqualTo(notice.get("startMs").asLong());
            assertToldBefore(notice.get("text").asText(), result.recording().assistant());
            assertThat(values(get(http, server.url(), path + "/log").get("lines"), "message"))
                    .contains("call started", "operator wants the call", "call ended");
            var report = get(http, server.url(), path);
            assertThat(report.get("endedBy").asText()).isEqualTo("operator");

            var wav = recording(http, server.url(), path + "/recording");
            assertSameCall(wav, result.recording());
            var peaks = get(http, server.url(), path + "/recording/peaks");
            assertThat(loud(peaks.get("caller"))).isTrue();
            assertThat(loud(peaks.get("assistant"))).isTrue();

            var forget =
                    HttpRequest.newBuilder(
                                    server.url()
                                            .resolve("/api/tenants/default/callers/+34600000001"))
                            .DELETE()
                            .build();
            assertThat(http.send(forget, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            awaitGone(http, server.url(), path + "/recording");
        }
    }

    @AfterEach
    void quiet() {
        ours().setLevel(null);
    }

    private static Logger ours() {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("io.centralita");
    }

    private static CallerScript script() throws Exception {
        return CallerScript.builder()
                .awaitReply(Duration.ofMillis(1_500), Duration.ofSeconds(30))
                .pause(Duration.ofSeconds(4))
                .say(spoken("¿Cuántos clientes activos hay?"))
                .awaitHangUp(Duration.ofSeconds(60))
                .build();
    }

    /// Both sides are what the caller said and heard, and where it was said and heard.
    private static void assertSameCall(byte[] wav, CallRecording made) {
        var both = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(both.getShort(22)).isEqualTo((short) 2);
        assertThat(both.getInt(24)).isEqualTo(8_000);
        int samples = (wav.length - 44) / 4;
        var left = new short[samples];
        var right = new short[samples];
        for (int i = 0; i < samples; i++) {
            left[i] = both.getShort(44 + 4 * i);
            right[i] = both.getShort(46 + 4 * i);
        }
        long callerLag = Envelope.lagMs(made.caller(), left, MOST_LAG_MS);
        long assistantLag = Envelope.lagMs(made.assistant(), right, MOST_LAG_MS);
        assertThat(Envelope.likeness(made.caller(), left, MOST_LAG_MS)).isGreaterThan(0.8);
        assertThat(Envelope.likeness(made.assistant(), right, MOST_LAG_MS)).isGreaterThan(0.8);
        assertThat(Envelope.likeness(made.caller(), right, MOST_LAG_MS)).isLessThan(0.7);
        assertThat(callerLag - assistantLag).isBetween(-400L, 400L);
    }

    /// The caller hears first of all that the call is recorded, and later that somebody listens.
    private static void assertToldBefore(String listens, short[] heard) throws Exception {
        var recorded = new BundledTexts().text("call.recorded", SPANISH);
        var first = Envelope.find(spoken(recorded), heard);
        var later = Envelope.find(spoken(listens), heard);
        assertThat(first.alike()).isGreaterThan(0.8);
        assertThat(later.alike()).isGreaterThan(0.8);
        assertThat(first.ms() - Envelope.firstSoundMs(heard)).isBetween(-300L, 300L);
        assertThat(later.ms()).isGreaterThan(first.ms() + 1_000);
    }

    private static byte[] recording(HttpClient http, URI server, String path) throws Exception {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        HttpResponse<byte[]> response;
        do {
            LockSupport.parkNanos(50_000_000);
            response =
                    http.send(
                            HttpRequest.newBuilder(server.resolve(path)).build(),
                            BodyHandlers.ofByteArray());
        } while (response.statusCode() == 409 && System.nanoTime() < deadline);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static void awaitGone(HttpClient http, URI server, String path) throws Exception {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (http.send(
                                HttpRequest.newBuilder(server.resolve(path)).build(),
                                BodyHandlers.discarding())
                        .statusCode()
                != 404) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static JsonNode get(HttpClient http, URI server, String path) throws Exception {
        var response =
                http.send(
                        HttpRequest.newBuilder(server.resolve(path)).build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static HttpRequest post(URI server, String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .POST(BodyPublishers.ofString("{\"goodbye\":true,\"reason\":\"e2e\"}"))
                .build();
    }

    private static List<String> values(JsonNode list, String field) {
        var values = new ArrayList<String>();
        list.forEach(one -> values.add(one.path(field).asText()));
        return values;
    }

    private static String text(JsonNode event) {
        return event.at("/turn/text").asText();
    }

    private static String who(JsonNode event) {
        return event.at("/turn/who").asText();
    }

    private static boolean loud(JsonNode levels) {
        for (var level : levels) {
            if (level.asInt() > 40) {
                return true;
            }
        }
        return false;
    }

    private static short[] spoken(String text) throws Exception {
        try (var voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS)) {
            return Speech.of(voice, text, Voice.of(SPANISH))
                    .at(CallRecording.SAMPLE_RATE_HZ)
                    .samples();
        }
    }
}
