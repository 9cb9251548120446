package io.centralita.fake.model.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.Script.Step;
import io.centralita.media.G711;
import io.centralita.media.Levels;
import io.centralita.media.Tones;
import io.vertx.core.http.UpgradeRejectedException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// Sessions over a real socket.
final class GoodDayTest {
    private static final String PCMU =
            ",'audio':{'input':{'format':{'type':'audio/pcmu'},"
                    + "'transcription':{'model':'whisper-1'}},"
                    + "'output':{'format':{'type':'audio/pcmu'}}}";

    private static final Settings HELLO = Settings.DEFAULT.withBrain(Brains.saying("Hello there."));

    @Test
    void a_response_arrives_in_order_and_can_be_heard() {
        try (var loopback = new Loopback(HELLO)) {
            var client = loopback.connect();
            assertThat(TestClient.is(client.next(), "session.created")).isTrue();
            client.configure(PCMU);
            client.respond();
            var events = client.upTo("response.done");
            var sound = sound(events);
            assertThat(sound).hasSize(8 * Brains.audioMs("Hello there."));
            assertThat(Levels.rmsDbfs(G711.decodeMuLaw(sound))).isGreaterThan(-20);
            assertThat(loopback.server.connection(1).ask(ModelConversation::errors)).isEmpty();
            assertThat(loopback.server.connection(1).ask(ModelConversation::responsesFinished))
                    .hasSize(1);
        }
    }

    @Test
    void loudness_makes_a_turn_and_silence_ends_it() {
        try (var loopback = new Loopback(HELLO.keepingAudio())) {
            var client = loopback.connect();
            client.configure(PCMU);
            var speech = G711.encodeMuLaw(Tones.sine(300, -20, Duration.ofSeconds(1), 8_000));
            var silence = new byte[8_000];
            Arrays.fill(silence, G711.MU_LAW_SILENCE);
            var sent = new ByteArrayOutputStream();
            for (var stretch : List.of(silence, speech, silence)) {
                for (int at = 0; at < stretch.length; at += 160) {
                    var frame = Arrays.copyOfRange(stretch, at, at + 160);
                    client.append(frame);
                    sent.writeBytes(frame);
                }
            }
            var started = client.await("input_audio_buffer.speech_started");
            var stopped = client.await("input_audio_buffer.speech_stopped");
            assertThat(started.path("audio_start_ms").asLong()).isEqualTo(1_060 - 300);
            assertThat(stopped.path("audio_end_ms").asLong()).isEqualTo(2_500);
            // The words may come before the answer is over or after it.
            var transcription = "conversation.item.input_audio_transcription.completed";
            var events = client.upTo("response.done");
            if (TestClient.all(events, transcription).isEmpty()) {
                events.addAll(client.upTo(transcription));
            }
            assertThat(TestClient.all(events, transcription))
                    .singleElement()
                    .extracting(completed -> completed.path("transcript").asText())
                    .isEqualTo("what the caller said");
            assertThat(loopback.server.connection(1).appendedAudio()).isEqualTo(sent.toByteArray());
        }
    }

    @Test
    void audio_is_faster_than_real_time_but_not_boundless() {
        var brain = Brains.saying("x".repeat(50));
        try (var loopback = new Loopback(HELLO.withBrain(brain).withPace(new Pace(10)))) {
            var client = loopback.connect();
            client.configure();
            client.respond();
            client.await("response.created");
            long since = System.nanoTime();
            client.await("response.done");
            var took = Duration.ofNanos(System.nanoTime() - since);
            assertThat(took).isBetween(Duration.ofMillis(250), Duration.ofMillis(2_000));
        }
    }

    @Test
    void the_first_audio_takes_its_time() {
        try (var loopback = new Loopback(HELLO.withResponseDelay(Duration.ofMillis(200)))) {
            var client = loopback.connect();
            client.configure();
            client.respond();
            client.await("response.created");
            long since = System.nanoTime();
            client.await("response.output_audio.delta");
            assertThat(Duration.ofNanos(System.nanoTime() - since))
                    .isGreaterThan(Duration.ofMillis(150));
        }
    }

    @Test
    void calls_and_their_outputs_go_round() {
        var brain = Brains.calling(new Step.Call("check_line", "{}", null));
        try (var loopback = new Loopback(HELLO.withBrain(brain))) {
            var client = loopback.connect();
            client.configure();
            client.respond();
            var callId =
                    client.await("response.function_call_arguments.done").path("call_id").asText();
            client.await("response.done");
            client.send(
                    "{'type':'conversation.item.create','item':{'type':'function_call_output',"
                            + "'call_id':'"
                            + callId
                            + "','output':'The line is up.'}}");
            client.await("conversation.item.done");
            client.respond();
            assertThat(
                            client.await("response.output_audio_transcript.done")
                                    .path("transcript")
                                    .asText())
                    .isEqualTo("The line is up.");
            client.await("response.done");
            var connection = loopback.server.connection(1);
            assertThat(connection.ask(ModelConversation::unansweredCalls)).isEmpty();
            assertThat(connection.ask(ModelConversation::violations)).isEmpty();
        }
    }

    @Test
    void a_session_survives_what_it_does_not_understand() {
        try (var loopback = new Loopback(HELLO)) {
            var client = loopback.connect();
            client.send("{'type':'response.daydream','event_id':'e5'}");
            var error = client.await("error").path("error");
            assertThat(error.path("code").asText()).isEqualTo("invalid_value");
            assertThat(error.path("event_id").asText()).isEqualTo("e5");
            client.send("no json");
            client.await("error");
            client.configure();
        }
    }

    @Test
    void only_the_right_key_and_a_served_model_get_in() {
        try (var loopback = new Loopback(HELLO)) {
            var keyless = loopback.request(Loopback.MODEL);
            keyless.getHeaders().remove("Authorization");
            assertThat(rejected(loopback.open(keyless)))
                    .startsWith("401")
                    .contains("invalid_api_key");
            var beta = loopback.request(Loopback.MODEL).addHeader("OpenAI-Beta", "realtime=v1");
            assertThat(rejected(loopback.open(beta))).startsWith("400");
            assertThat(rejected(loopback.open("gpt-4o-realtime-preview")))
                    .startsWith("404")
                    .contains("model_not_found");
            assertThat(rejected(loopback.open(""))).startsWith("400");
            assertThat(loopback.server.connections())
                    .extracting(ModelConnection::status)
                    .containsExactly(401, 400, 404, 400);
            assertThat(loopback.server.connection(1).keyMatched()).isFalse();
            assertThat(loopback.server.connection(2).headers()).contains("openai-beta");
            assertThat(loopback.server.connection(2).hasSession()).isFalse();
        }
    }

    @Test
    void azure_takes_its_own_header_and_deployments() {
        try (var loopback = new Loopback(HELLO.onAzure("voice"))) {
            var request =
                    loopback.request("voice")
                            .setURI("/openai/v1/realtime?model=voice")
                            .putHeader("api-key", Settings.KEY);
            request.getHeaders().remove("Authorization");
            var client = Loopback.get(loopback.open(request));
            assertThat(TestClient.is(client.next(), "session.created")).isTrue();
            request.setURI("/openai/v1/realtime?model=voice&api-version=2025-04-01-preview");
            assertThat(rejected(loopback.open(request))).startsWith("401");
        }
    }

    @Test
    void a_doctor_can_ask_for_a_model() {
        try (var loopback = new Loopback(HELLO)) {
            assertThat(loopback.get("/v1/models/" + Loopback.MODEL, Settings.KEY))
                    .isEqualTo("200 {\"id\":\"gpt-realtime-2.1\",\"object\":\"model\"}");
            assertThat(loopback.get("/v1/models/gpt-9", Settings.KEY))
                    .startsWith("404")
                    .contains("model_not_found");
            assertThat(loopback.get("/v1/models/" + Loopback.MODEL, "sk-wrong")).startsWith("401");
        }
    }

    @Test
    void nothing_is_left_when_the_client_goes() {
        try (var loopback = new Loopback(HELLO)) {
            var client = loopback.connect();
            client.configure();
            client.socket().close((short) 1000);
            assertThat(Loopback.get(client.closeCode)).isEqualTo(1000);
            loopback.server.connection(1).ask(ModelConversation::isClosed);
            assertThat(loopback.server.connection(1).closeCode()).isEqualTo(1000);
            assertThat(loopback.server.openSessions()).isZero();
        }
    }

    private static byte[] sound(List<JsonNode> events) {
        var sound = new ByteArrayOutputStream();
        for (var delta : TestClient.all(events, "response.output_audio.delta")) {
            sound.writeBytes(Base64.getDecoder().decode(delta.path("delta").asText()));
        }
        return sound.toByteArray();
    }

    /// Status and body of the answer in place of an upgrade.
    static String rejected(CompletableFuture<TestClient> opening) {
        try {
            Loopback.get(opening);
        } catch (CompletionException e) {
            if (e.getCause() instanceof UpgradeRejectedException rejected) {
                return rejected.getStatus() + " " + rejected.getBody();
            }
            throw e;
        }
        throw new AssertionError("was let in");
    }
}
