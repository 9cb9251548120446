package io.centralita.console.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.record.Moment;
import io.centralita.call.scope.Time;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveRoutesTest {
    private final List<LiveRig> rigs = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var rig : rigs) {
            rig.close();
        }
    }

    @Test
    void events_flow_over_the_wire() throws Exception {
        var rig = open(OperatorRules.Listening.OFF, true);
        var call = rig.call("CA1");
        var response =
                rig.http.send(
                        rig.get("/api/events?call=CA1").build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        var reader = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
        var hello = next(reader, "hello");
        next(reader, "calls");
        next(reader, "call");
        call.says(1, Who.CALLER, "¿Hola?");
        assertThat(next(reader, "turn").at("/turn/text").asText()).isEqualTo("¿Hola?");

        var other = rig.call("CA2");
        other.says(1, Who.CALLER, "Soy otra");
        var watched =
                rig.http.send(
                        rig.get("/api/events/" + hello.get("stream").asText() + "/calls")
                                .PUT(HttpRequest.BodyPublishers.ofString("{\"calls\":[\"CA2\"]}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(watched.statusCode()).isEqualTo(204);
        assertThat(next(reader, "call").at("/turns/0/text").asText()).isEqualTo("Soy otra");
        reader.close();
    }

    /// Far more than a socket and the line take.
    @Test
    void a_page_that_does_not_read_is_cut_off_and_the_others_go_on() throws Exception {
        var rig = open(OperatorRules.Listening.OFF, true);
        var calls = MadeCall.many(rig.board, 3_000, Time.SYSTEM);
        try (var slow = new Socket(InetAddress.getLoopbackAddress(), rig.port)) {
            slow.setReceiveBufferSize(4_096);
            var request =
                    String.join(
                            "\r\n",
                            "GET /api/events?call=CA0&call=CA1&call=CA2&call=CA3 HTTP/1.1",
                            "Host: localhost",
                            "",
                            "");
            slow.getOutputStream().write(request.getBytes(UTF_8));
            LiveRig.await(() -> rig.pages() == 1);
            for (int round = 0; rig.pages() == 1; round++) {
                var text = "x".repeat(100_000) + round;
                calls.subList(0, 4).forEach(call -> call.says(1, Who.CALLER, text));
                LockSupport.parkNanos(20_000_000);
            }
        }
        var response =
                rig.http.send(
                        rig.get("/api/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        var reader = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
        assertThat(next(reader, "calls").at("/calls").size()).isEqualTo(3_000);
        reader.close();
    }

    @Test
    void a_call_is_ended_with_a_reason() throws Exception {
        var rig = open(OperatorRules.Listening.OFF, true);
        var call = rig.call("CA1");
        assertThat(rig.post("/api/calls/CA1/hangup", "").statusCode()).isEqualTo(202);
        assertThat(
                        rig.post("/api/calls/CA1/hangup", "{\"goodbye\":false,\"reason\":\"spam\"}")
                                .statusCode())
                .isEqualTo(202);
        assertThat(call.deeds)
                .containsExactly("hang-up admin operator-hung-up true", "hang-up admin spam false");
        var wrong = rig.post("/api/calls/CA1/hangup", "{\"reason\":\"¡No!\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("\"error\":\"wrong-reason\"", "\"remedy\"");
        assertThat(rig.post("/api/calls/nobody/hangup", "{}").statusCode()).isEqualTo(404);
        assertThat(rig.post("/api/calls/CA1/hangup", "[1]").statusCode()).isEqualTo(400);
        assertThat(
                        rig.post("/api/calls/CA1/hangup", "{\"a\":\"" + "x".repeat(20_000) + "\"}")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_is_not_allowed_is_said_in_the_readers_language() throws Exception {
        var rig = open(OperatorRules.Listening.OFF, false);
        rig.call("CA1");
        var spanish = rig.send("/api/calls/CA1/listen", Map.of());
        assertThat(spanish.statusCode()).isEqualTo(403);
        assertThat(spanish.body()).contains("LISTENING=announced", "reinicie");
        var english =
                rig.send("/api/calls/CA1/operator", Map.of("Accept-Language", "de, en-GB;q=0.8"));
        assertThat(english.statusCode()).isEqualTo(403);
        assertThat(english.body()).contains("OPERATORS=true", "restart");
        assertThat(
                        rig.send("/api/calls/CA1/operator", Map.of("Accept-Language", ";;="))
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_call_whose_audio_goes_another_way_says_so() throws Exception {
        var rig = open(OperatorRules.Listening.SILENT, true);
        var call = rig.callElsewhere("CA1");
        call.happens(Moment.Kind.AUDIO_ELSEWHERE, null);
        for (var what : List.of("listen", "operator")) {
            var refused = rig.send("/api/calls/CA1/" + what, Map.of("Accept-Language", "en"));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("audio-elsewhere", "WEBRTC_OPENAI=own");
        }
        assertThat(call.deeds).isEmpty();
        var timeline = rig.send("/api/calls/CA1/timeline", Map.of()).body();
        assertThat(LiveRig.JSON.readTree(timeline).get("audio").asText()).isEqualTo("elsewhere");
        var response =
                rig.http.send(
                        rig.get("/api/events?call=CA1").build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        try (var reader = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            var row = next(reader, "calls").at("/calls/0");
            assertThat(row.get("audio").asText()).isEqualTo("elsewhere");
            assertThat(row.has("levels")).isFalse();
        }
    }

    @Test
    void a_socket_is_needed_where_one_is_spoken() throws Exception {
        var rig = open(OperatorRules.Listening.SILENT, true);
        rig.call("CA1");
        assertThat(rig.send("/api/calls/CA1/listen", Map.of()).statusCode()).isEqualTo(426);
        assertThat(rig.send("/api/calls/nobody/listen", Map.of()).statusCode()).isEqualTo(404);
    }

    private static JsonNode next(BufferedReader reader, String event) throws Exception {
        while (true) {
            var line = reader.readLine();
            assertThat(line).as("waiting for " + event).isNotNull();
            if (line.equals("event: " + event)) {
                return LiveRig.JSON.readTree(reader.readLine().substring("data: ".length()));
            }
        }
    }

    private LiveRig open(OperatorRules.Listening listening, boolean operators) throws Exception {
        var rig = new LiveRig(listening, operators);
        rigs.add(rig);
        return rig;
    }
}
