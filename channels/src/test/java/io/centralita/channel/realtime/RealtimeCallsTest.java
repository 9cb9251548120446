package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `POST /v1/realtime/calls`: who may, what is understood, and what is answered.
class RealtimeCallsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALLS = RealtimeChannel.CALLS_PATH;
    private static final String FORM = "multipart/form-data; boundary=B";
    private static final String OFFER = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n";

    /// Takes every call, or none.
    private static final class Taker implements CallTaker {
        private final List<String> offers = new CopyOnWriteArrayList<>();
        private final List<RealtimeSession.Beginning> beginnings = new CopyOnWriteArrayList<>();
        private final List<String> ended = new CopyOnWriteArrayList<>();
        private volatile Optional<Taken.Refused> refusal = Optional.empty();

        @Override
        public void take(String offer, TrackOpening opening, Context loop, Consumer<Taken> then) {
            offers.add(offer);
            beginnings.add(opening.beginning());
            then.accept(
                    refusal.<Taken>map(refused -> refused)
                            .orElseGet(() -> new Taken.Answered("rtc_1", "v=0 answer")));
        }

        @Override
        public Optional<TrackSession> find(String callId) {
            return Optional.empty();
        }

        @Override
        public boolean hangUp(String callId) {
            return callId.equals("rtc_1") && ended.add(callId);
        }
    }

    private final Taker taker = new Taker();
    private final RealtimeRig rig = new RealtimeRig(RealtimeRig.KEYED, 10, taker);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        rig.close();
    }

    private HttpResponse<String> post(String path, String key, String type, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(rig.url(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode error(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).path("error");
    }

    private static String form(String... parts) {
        var form = new StringBuilder();
        for (int i = 0; i < parts.length; i += 2) {
            form.append("--B\r\nContent-Disposition: form-data; ")
                    .append(parts[i])
                    .append("\r\n\r\n")
                    .append(parts[i + 1])
                    .append("\r\n");
        }
        return form.append("--B--\r\n").toString();
    }

    @Test
    void an_offer_is_taken_as_it_is() throws Exception {
        var answer = post(CALLS + "?model=m-2", RealtimeRig.KEY, "application/sdp", OFFER);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("v=0 answer");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/sdp");
        assertThat(answer.headers().firstValue("Location")).contains(CALLS + "/rtc_1");
        assertThat(taker.offers).containsExactly(OFFER);
        assertThat(taker.beginnings.getFirst().model()).isEqualTo("m-2");
        assertThat(taker.beginnings.getFirst().rights()).isEqualTo(Rights.CLIENT);
    }

    @Test
    void a_form_brings_the_session_with_it() throws Exception {
        var answer =
                post(
                        CALLS,
                        RealtimeRig.KEY,
                        FORM,
                        form(
                                "name=\"sdp\"; filename=\"blob\"",
                                OFFER,
                                "name=\"session\"",
                                "{\"type\":\"realtime\",\"model\":\"m-3\",\"instructions\":\"¡Sé"
                                        + " breve!\"}"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(taker.offers).containsExactly(OFFER);
        assertThat(taker.beginnings.getFirst().model()).isEqualTo("m-3");
        assertThat(taker.beginnings.getFirst().config().instructions()).isEqualTo("¡Sé breve!");
    }

    @Test
    void an_ephemeral_key_has_its_session_bound_to_it() throws Exception {
        var made =
                post(
                        RealtimeChannel.SECRETS_PATH,
                        RealtimeRig.KEY,
                        "application/json",
                        "{\"session\":{\"type\":\"realtime\",\"instructions\":\"bound\"}}");
        var key = JSON.readTree(made.body()).path("value").asText();
        assertThat(post(CALLS, key, "application/sdp", OFFER).statusCode()).isEqualTo(201);
        assertThat(taker.beginnings.getFirst().config().instructions()).isEqualTo("bound");
        assertThat(post(CALLS + "/rtc_1/hangup", key, "text/plain", "").statusCode())
                .isEqualTo(401); // that is for the operator's own
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''            | 401 | ''
                    wrong         | 401 | invalid_api_key
                    ek_unknown    | 401 | invalid_api_key
                    """)
    void who_may_not(String key, int status, String code) throws Exception {
        var answer = post(CALLS, key, "application/sdp", OFFER);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(error(answer).path("code").asText("")).isEqualTo(code);
        assertThat(taker.offers).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/sdp                 | ''       | missing_required_parameter
                    application/json                | {}       | invalid_value
                    multipart/form-data; boundary=B | nonsense | missing_required_parameter invalid_form
                    multipart/form-data             | nonsense | invalid_form
                    multipart/form-data; boundary=  | nonsense | invalid_form
                    multipart/form-data; charset=x  | nonsense | invalid_form
                    'multipart/form-data; boundary="' | nonsense | invalid_form
                    """)
    void what_is_not_understood(String type, String body, String codes) throws Exception {
        var answer = post(CALLS, RealtimeRig.KEY, type, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(codes.split(" ")).contains(error(answer).path("code").asText());
        assertThat(taker.offers).isEmpty();
    }

    @Test
    void parts_that_are_none_are_answered() throws Exception {
        for (var part :
                new String[] {
                    "--B\r\n\r\nv=0\r\n--B--\r\n",
                    "--B\r\nContent-Disposition: form-data\r\n\r\nv=0\r\n--B--\r\n",
                    "--B\r\nContent-Disposition: form-data; name=\"sdp\"\r\nContent-Length: x\r\n\r\nv=0",
                    "--B\r\nContent-Disposition: form-data; name=\"sdp\"\r\nContent-Type: text/plain;"
                            + " charset=nonsense\r\n\r\n\r\n--B--\r\n",
                    "--B--\r\n"
                }) {
            assertThat(post(CALLS, RealtimeRig.KEY, FORM, part).statusCode())
                    .as(part)
                    .isEqualTo(400);
        }
        assertThat(taker.offers).isEmpty();
    }

    @Test
    void a_session_that_is_wrong_makes_no_call() throws Exception {
        for (var session : new String[] {"[]", "{", "{\"type\":\"transcription\"}"}) {
            var answer =
                    post(
                            CALLS,
                            RealtimeRig.KEY,
                            FORM,
                            form("name=\"sdp\"", OFFER, "name=\"session\"", session));
            assertThat(answer.statusCode()).as(session).isEqualTo(400);
        }
        assertThat(taker.offers).isEmpty();
    }

    @Test
    void a_body_that_is_too_large_is_not_kept() throws Exception {
        var answer = post(CALLS, RealtimeRig.KEY, "application/sdp", "x".repeat(300_000));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(error(answer).path("code").asText()).isEqualTo("request_too_large");
    }

    @Test
    void who_takes_calls_may_refuse_one() throws Exception {
        taker.refusal = Optional.of(new CallTaker.Taken.Refused(503, "busy", "No line."));
        var answer = post(CALLS, RealtimeRig.KEY, "application/sdp", OFFER);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(error(answer).path("type").asText()).isEqualTo("server_error");
        assertThat(error(answer).path("message").asText()).isEqualTo("No line.");
        assertThat(rig.counted).contains("refused call-busy");
    }

    @Test
    void a_call_is_hung_up_by_request() throws Exception {
        var path = CALLS + "/rtc_1/hangup";
        assertThat(post(path, RealtimeRig.KEY, "text/plain", "").statusCode()).isEqualTo(200);
        assertThat(taker.ended).containsExactly("rtc_1");
        var unknown = post(CALLS + "/rtc_2/hangup", RealtimeRig.KEY, "text/plain", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(error(unknown).path("code").asText()).isEqualTo("call_not_found");
    }
}
