package io.centralita.channel.asterisk.ari;

import static io.centralita.channel.asterisk.ari.AriRig.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import io.centralita.fake.asterisk.Asked;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.Settings;
import io.vertx.core.http.WebSocket;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Requests over a connection that Asterisk has opened.
final class AriOverEventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ListeningRig rig = new ListeningRig();
    private final AriClient ari = rig.events.ari();

    @AfterEach
    void close() {
        ari.close();
        rig.close();
    }

    /// An Asterisk in the hands of the test.
    private WebSocket asterisk(Consumer<JsonNode> onRequest) throws InterruptedException {
        var socket = rig.connect();
        socket.textMessageHandler(
                text -> {
                    try {
                        onRequest.accept(JSON.readTree(text));
                    } catch (JsonProcessingException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        rig.register(socket, Settings.APPLICATION, "a");
        rig.next(AriEvent.Connected.class);
        return socket;
    }

    private static String response(JsonNode request, int status, String body) {
        return JSON.createObjectNode()
                .put("type", "RESTResponse")
                .put("request_id", request.path("request_id").asText())
                .put("status_code", status)
                .put("content_type", "application/json")
                .put("message_body", body)
                .toString();
    }

    @Test
    void a_call_is_served_without_any_connection_to_asterisk() throws Exception {
        try (var asterisk =
                FakeAsterisk.start(AriRig.VERTX, Settings.DEFAULT.withOutbound(rig.outbound()))) {
            rig.next(AriEvent.Connected.class);
            assertThat(ari.info().version()).isEqualTo("22.10.1");
            asterisk.call(Call.to("600"));
            var caller = rig.next(AriEvent.StasisStart.class).channel().id();
            ari.createBridge("b 1/ñ", "a & b");
            var media =
                    ari.externalMedia(
                            "m",
                            new ExternalMedia(
                                    "ulaw",
                                    "127.0.0.1:40000",
                                    "rtp",
                                    "udp",
                                    "client",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of("TENANT", "ñ=&")));
            assertThat(media.variables()).containsKey(MediaVariables.RTP_PORT);
            assertThat(ari.variable("m", "TENANT")).isEqualTo("ñ=&");
            rig.next(AriEvent.StasisStart.class);
            assertThat(ari.bridges().getFirst().name()).isEqualTo("a & b");
            assertThat(reason(() -> ari.createBridge("b 1/ñ", "")))
                    .isInstanceOf(Reason.Refused.class);
            ari.hangUp("m", 16);
            ari.hangUp(caller, 16);
            rig.next(AriEvent.StasisEnd.class);
            assertThat(reason(() -> ari.answer(caller)))
                    .isEqualTo(new Reason.Refused(404, "Channel not found"));
            assertThat(asterisk.asked()).isNotEmpty().allMatch(Asked::overWebSocket);
        }
    }

    @Test
    void without_a_connection_it_is_unreachable() {
        assertThat(reason(ari::info)).isEqualTo(new Reason.Unreachable());
    }

    @Test
    void who_does_not_answer_is_left_in_time() throws Exception {
        asterisk(_ -> {});
        assertThat(reason(() -> ari.dtmf("c", "1"))).isEqualTo(new Reason.TimedOut());
    }

    @Test
    void answers_find_their_requests_in_any_order_and_late_ones_nobody() throws Exception {
        var first = new CompletableFuture<JsonNode>();
        var second = new CompletableFuture<JsonNode>();
        var socket =
                asterisk(
                        request -> {
                            if (!first.complete(request)) {
                                second.complete(request);
                            }
                        });
        var one = ask("c1");
        var firstAsked = first.get(10, TimeUnit.SECONDS);
        var two = ask("c2");
        var secondAsked = second.get(10, TimeUnit.SECONDS);
        assertThat(firstAsked.path("uri").asText()).isEqualTo("channels/c1");
        ListeningRig.await(socket.writeTextMessage(response(secondAsked, 200, "{\"id\":\"c2\"}")));
        ListeningRig.await(socket.writeTextMessage(response(firstAsked, 200, "{\"id\":\"c1\"}")));
        ListeningRig.await(socket.writeTextMessage(response(firstAsked, 500, "{}")));
        assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo("c1");
        assertThat(two.get(10, TimeUnit.SECONDS)).isEqualTo("c2");
    }

    private CompletableFuture<String> ask(String channel) {
        var answer = new CompletableFuture<String>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                answer.complete(ari.channel(channel).orElseThrow().id());
                            } catch (AriFailure | InterruptedException | RuntimeException e) {
                                answer.completeExceptionally(e);
                            }
                        });
        return answer;
    }

    /// Asterisk is back 20 ms after a close (measured).
    @Test
    void a_connection_that_is_lost_loses_answers_and_they_are_asked_for_again() throws Exception {
        var asked = new CompletableFuture<JsonNode>();
        var socket = asterisk(asked::complete);
        var answer = ask("c1");
        asked.get(10, TimeUnit.SECONDS);
        ListeningRig.await(socket.close());
        var again = new CompletableFuture<JsonNode>();
        var back = asterisk(again::complete);
        ListeningRig.await(
                back.writeTextMessage(
                        response(again.get(10, TimeUnit.SECONDS), 200, "{\"id\":\"c1\"}")));
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("c1");
    }

    @Test
    void a_broken_answer_is_garbled() throws Exception {
        var asked = new CompletableFuture<JsonNode>();
        var socket = asterisk(asked::complete);
        var ended = new CompletableFuture<Reason>();
        Thread.ofVirtual().start(() -> ended.complete(reason(ari::channels)));
        ListeningRig.await(
                socket.writeTextMessage(
                        response(asked.get(10, TimeUnit.SECONDS), 200, "[{\"id\":")));
        assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo(new Reason.Garbled());
    }

    @Test
    void at_the_end_nobody_waits() throws Exception {
        var asked = new CompletableFuture<JsonNode>();
        asterisk(asked::complete);
        var ended = new CompletableFuture<Reason>();
        Thread.ofVirtual().start(() -> ended.complete(reason(() -> ari.hangUp("c", 16))));
        asked.get(10, TimeUnit.SECONDS);
        rig.events.close();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo(new Reason.Unreachable());
    }
}
