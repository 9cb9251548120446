package io.centralita.fake.model.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.fake.model.Brains;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.Script.Step;
import io.centralita.fake.model.server.Misbehaviour.Garbage;
import io.vertx.core.http.UpgradeRejectedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each misbehaviour as a client sees it.
final class BadDayTest {
    private static final Settings HELLO =
            Settings.DEFAULT.withBrain(Brains.saying("Hello there, how can I help you?"));

    private static final Moment CONFIGURED = new Moment.Configured();
    private static final Moment MIDWAY = new Moment.AudioSent(1, 600);

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 403, 404, 429, 500, 502, 503})
    void the_door_answers_otherwise(int status) {
        var plan = Plan.first(new Misbehaviour.Answer(status, Duration.ofSeconds(7)));
        try (var loopback = new Loopback(HELLO.withPlan(plan))) {
            assertThatThrownBy(() -> Loopback.get(loopback.open(Loopback.MODEL)))
                    .cause()
                    .isInstanceOfSatisfying(
                            UpgradeRejectedException.class,
                            rejected -> {
                                assertThat(rejected.getStatus()).isEqualTo(status);
                                assertThat(rejected.getHeaders().get("Retry-After")).isEqualTo("7");
                            });
            loopback.connect().configure();
        }
    }

    @Test
    void the_door_opens_late() {
        var plan = Plan.first(new Misbehaviour.SlowConnect(Duration.ofMillis(200)));
        try (var loopback = new Loopback(HELLO.withPlan(plan))) {
            long since = System.nanoTime();
            loopback.connect().configure();
            assertThat(System.nanoTime() - since).isGreaterThan(190_000_000);
        }
    }

    @Test
    void the_door_never_opens() {
        try (var loopback =
                new Loopback(HELLO.withPlan(Plan.first(new Misbehaviour.NeverAnswer())))) {
            var opening = loopback.open(Loopback.MODEL);
            assertThatThrownBy(() -> opening.get(200, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(loopback.server.connection(1).status()).isZero();
        }
    }

    @Test
    void the_door_slams() throws IOException {
        var plan = Plan.first(new Misbehaviour.ResetAtConnect());
        try (var loopback = new Loopback(HELLO.withPlan(plan));
                var socket = new Socket(InetAddress.getLoopbackAddress(), loopback.server.port())) {
            socket.getOutputStream()
                    .write("GET /v1/realtime HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void a_service_that_forgets_keeps_nothing_of_those_who_are_gone() {
        var plan = Plan.first(new Misbehaviour.Answer(503));
        try (var loopback = new Loopback(HELLO.withPlan(plan).forgetting())) {
            assertThatThrownBy(() -> Loopback.get(loopback.open(Loopback.MODEL)));
            var gone = loopback.connect();
            gone.configure();
            loopback.connect().configure();
            gone.socket().close();
            while (loopback.server.connections().size() > 1) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(loopback.server.connections())
                    .singleElement()
                    .returns(3, ModelConnection::number)
                    .returns(true, ModelConnection::isOpen);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1011})
    void a_close_comes_midway(int code) {
        try (var loopback = bad(MIDWAY, new Misbehaviour.Close(code))) {
            var client = speaking(loopback);
            assertThat(Loopback.get(client.closeCode)).isEqualTo(code);
        }
    }

    @Test
    void a_reset_comes_midway() {
        try (var loopback = bad(MIDWAY, new Misbehaviour.Reset())) {
            assertThat(Loopback.get(speaking(loopback).closeCode)).isEqualTo(1006);
        }
    }

    @Test
    void a_frame_is_cut_in_half() {
        try (var loopback = bad(MIDWAY, new Misbehaviour.HalfFrame())) {
            assertThat(Loopback.get(speaking(loopback).closeCode)).isEqualTo(1006);
        }
    }

    @Test
    void the_session_expires_after_a_response() {
        try (var loopback = bad(new Moment.ResponseEnds(1), new Misbehaviour.Expire())) {
            var client = speaking(loopback);
            client.await("response.done");
            assertThat(client.await("error").path("error").path("code").asText())
                    .isEqualTo("session_expired");
            assertThat(Loopback.get(client.closeCode)).isEqualTo(1001);
        }
    }

    @Test
    void the_session_expires_after_a_time() {
        var moment = new Moment.After(Duration.ofMillis(50));
        try (var loopback = bad(moment, new Misbehaviour.Expire())) {
            assertThat(Loopback.get(loopback.connect().closeCode)).isEqualTo(1001);
        }
    }

    @Test
    void the_server_goes_silent() {
        try (var loopback = bad(MIDWAY, new Misbehaviour.GoSilent())) {
            var client = speaking(loopback);
            for (int i = 0; i < 5; i++) {
                client.await("response.output_audio.delta");
            }
            var connection = loopback.server.connection(1);
            while (connection.ask(ModelConversation::responsesFinished).isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(client.pending()).isZero();
            assertThat(client.closeCode).isNotDone();
        }
    }

    @Test
    void the_server_stops_reading() {
        try (var loopback = bad(CONFIGURED, new Misbehaviour.StopReading())) {
            var client = loopback.connect();
            client.configure();
            client.respond();
            var other = loopback.connect();
            other.configure();
            other.respond();
            other.await("response.done");
            assertThat(loopback.server.connection(1).messagesReceived()).isEqualTo(1);
            assertThat(client.pending()).isZero();
        }
    }

    @Test
    void audio_stalls_and_goes_on() {
        try (var loopback = bad(MIDWAY, new Misbehaviour.Stall(Duration.ofMillis(300)))) {
            var client = loopback.connect();
            client.configure();
            long since = System.nanoTime();
            client.respond();
            client.await("response.done");
            assertThat(System.nanoTime() - since).isGreaterThan(300_000_000);
        }
    }

    @Test
    void audio_comes_too_slowly() {
        var slow = new Misbehaviour.ChangePace(new Pace(0.5));
        try (var loopback = bad(new Moment.AudioSent(1, 1_680), slow)) {
            var client = loopback.connect();
            client.configure();
            long since = System.nanoTime();
            client.respond();
            client.await("response.done");
            assertThat(System.nanoTime() - since).isGreaterThan(240_000_000);
        }
    }

    @ParameterizedTest
    @EnumSource(Garbage.class)
    void garbage_comes_and_the_session_goes_on(Garbage garbage) {
        try (var loopback = bad(CONFIGURED, new Misbehaviour.Send(garbage))) {
            var client = loopback.connect();
            client.configure();
            if (garbage == Garbage.BINARY) {
                assertThat(Loopback.get(client.binary)).hasSize(4);
            } else {
                assertThat(client.nextText()).isEqualTo(GarbageText.of(garbage));
            }
            client.respond();
            client.await("response.done");
        }
    }

    @Test
    void messages_come_in_fragments() {
        try (var loopback = bad(CONFIGURED, new Misbehaviour.Fragment())) {
            var client = speaking(loopback);
            assertThat(client.await("response.done").path("response").path("status").asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void a_response_is_refused_for_no_reason() {
        try (var loopback = bad(CONFIGURED, new Misbehaviour.RefuseNextCreate())) {
            var client = speaking(loopback);
            var error = client.await("error").path("error");
            assertThat(error.path("code").asText())
                    .isEqualTo("conversation_already_has_active_response");
            assertThat(error.path("event_id").asText()).isEqualTo("mine");
            client.respond();
            client.await("response.done");
        }
    }

    @Test
    void a_truncation_is_refused_for_no_reason() {
        try (var loopback = bad(CONFIGURED, new Misbehaviour.RefuseNextTruncate())) {
            var client = speaking(loopback);
            var itemId = client.await("response.output_item.done").path("item").path("id").asText();
            var truncate =
                    "{'type':'conversation.item.truncate','item_id':'"
                            + itemId
                            + "','content_index':0,'audio_end_ms':100}";
            client.send(truncate);
            assertThat(client.await("error").path("error").path("message").asText())
                    .startsWith("Audio content of 0ms");
            client.send(truncate);
            client.await("conversation.item.truncated");
        }
    }

    @Test
    void a_response_fails() {
        var fail = new Misbehaviour.FailNextResponse("insufficient_quota", true);
        try (var loopback = bad(CONFIGURED, fail)) {
            var client = speaking(loopback);
            var response = client.await("response.done").path("response");
            assertThat(response.path("status").asText()).isEqualTo("failed");
            assertThat(response.path("status_details").path("error").path("code").asText())
                    .isEqualTo("insufficient_quota");
            assertThat(response.path("output").path(0).path("status").asText())
                    .isEqualTo("incomplete");
            client.respond();
            assertThat(client.await("response.done").path("response").path("status").asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void every_event_comes_twice() {
        try (var loopback = bad(CONFIGURED, new Misbehaviour.Duplicate())) {
            var client = speaking(loopback);
            var created = client.await("response.created");
            assertThat(client.next()).isEqualTo(created);
        }
    }

    @Test
    void arguments_come_twice() {
        try (var loopback = calling(new Misbehaviour.DoubleArguments())) {
            var events = speaking(loopback).upTo("response.done");
            assertThat(TestClient.all(events, "response.function_call_arguments.done")).hasSize(2);
        }
    }

    @Test
    void a_call_is_told_at_the_very_end_only() {
        try (var loopback = calling(new Misbehaviour.CallsOnlyInDone())) {
            var events = speaking(loopback).upTo("response.done");
            assertThat(events)
                    .noneMatch(event -> event.path("type").asText().contains("function_call"))
                    .noneMatch(event -> event.path("type").asText().contains("output_item"));
            assertThat(
                            events.getLast()
                                    .path("response")
                                    .path("output")
                                    .path(0)
                                    .path("call_id")
                                    .asText())
                    .startsWith("call_");
        }
    }

    @Test
    void a_transcription_comes_late() {
        var late = new Misbehaviour.LateTranscription(Duration.ofMillis(300));
        try (var loopback = bad(CONFIGURED, late)) {
            var client = loopback.connect();
            client.configure(
                    ",'audio':{'input':{'turn_detection':null,"
                            + "'transcription':{'model':'whisper-1'}}}");
            client.append(new byte[9_600]);
            client.send("{'type':'input_audio_buffer.commit'}");
            client.respond();
            var events = client.upTo("conversation.item.input_audio_transcription.completed");
            assertThat(TestClient.all(events, "response.done")).hasSize(1);
        }
    }

    @Test
    void a_close_is_never_answered() {
        try (var loopback = bad(CONFIGURED, new Misbehaviour.IgnoreClose())) {
            var client = loopback.connect();
            client.configure();
            client.socket().close((short) 1000);
            assertThatThrownBy(() -> client.closeCode.get(200, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(loopback.server.connection(1).isOpen()).isTrue();
        }
    }

    @Test
    void only_the_connection_that_was_meant_suffers() {
        var plan = Plan.NONE.and(2, CONFIGURED, new Misbehaviour.Close(1011));
        try (var loopback = new Loopback(HELLO.withPlan(plan))) {
            var first = loopback.connect();
            first.configure();
            var second = loopback.connect();
            second.configure();
            assertThat(Loopback.get(second.closeCode)).isEqualTo(1011);
            first.respond();
            first.await("response.done");
        }
    }

    @Test
    void no_garbage_is_longer_than_it_says() {
        var half = GarbageText.of(Garbage.INVALID_BASE64).getBytes(US_ASCII);
        assertThat(half.length).isBetween(126, 65_535);
    }

    private static Loopback bad(Moment moment, Misbehaviour.InSession misbehaviour) {
        return new Loopback(HELLO.withPlan(Plan.first(moment, misbehaviour)));
    }

    private static Loopback calling(Misbehaviour.InSession misbehaviour) {
        var brain = Brains.calling(new Step.Call("check_line", "{}", null));
        return new Loopback(HELLO.withBrain(brain).withPlan(Plan.first(CONFIGURED, misbehaviour)));
    }

    /// A client that has asked for a response.
    private static TestClient speaking(Loopback loopback) {
        var client = loopback.connect();
        client.configure();
        client.respond();
        return client;
    }
}
