package io.centralita.channel.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What pages are told when their call cannot be had: each with a word, a sentence and a remedy.
class BrowserRefusalsTest {
    private static final String SESSION = WebRtcChannel.SESSION_PATH;

    private final BrowserRig rig = new BrowserRig(1);

    @AfterEach
    void close() {
        assertThat(rig.peers.open()).isLessThanOrEqualTo(1);
        rig.close();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String word) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var body = BrowserRig.json(answer.body());
        assertThat(body.path("error").asText()).isEqualTo(word);
        assertThat(body.path("message").asText()).isNotBlank();
        assertThat(body.path("remedy").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {                                               | bad-json
                    []                                              | bad-json
                    {"offer": "v=0"}                                | bad-sdp
                    {"sdp": 3}                                      | bad-sdp
                    {"sdp": "hello"}                                | bad-sdp
                    {"sdp": "v=0\\r\\nm=application 9 x y\\r\\n"}   | no-audio
                    {"sdp": "v=0\\r\\nm=audio 9 x y\\r\\n"}         | no-data-channel
                    """)
    void an_offer_that_is_none(String body, String word) throws Exception {
        assertRefused(rig.post("a", SESSION, body), 400, word);
        assertThat(rig.counted).contains("refused " + word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "Multipart/Form-Data; boundary=B",
                "application/x-www-form-urlencoded"
            })
    void a_form_is_refused_at_once(String type) throws Exception {
        for (var path : new String[] {"", "/rtc_x/offer", "/rtc_x/diagnostics"}) {
            var answer =
                    rig.send(
                            rig.request(SESSION + path)
                                    .header("Page", "a")
                                    .header("Content-Type", type)
                                    .timeout(Duration.ofSeconds(20))
                                    .POST(BodyPublishers.ofString("%zz=%&--B\r\n")));
            assertRefused(answer, 400, "bad-json");
        }
    }

    @Test
    void a_body_that_is_too_large() throws Exception {
        assertRefused(
                rig.post("a", SESSION, "{\"sdp\":\"" + "x".repeat(200_000) + "\"}"),
                413,
                "too-large");
        var id = rig.call("a");
        assertRefused(
                rig.post(
                        "a",
                        SESSION + "/" + id + "/diagnostics",
                        "{\"x\":\"" + "x".repeat(70_000) + "\"}"),
                413,
                "too-large");
    }

    @Test
    void a_page_that_the_guard_does_not_let_in() throws Exception {
        var answer =
                rig.send(
                        rig.request(SESSION)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(BrowserRig.body(""))));
        assertRefused(answer, 401, "token-needed");
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(rig.engine.sessions()).isEmpty();
    }

    @Test
    void an_engine_that_a_visitor_wishes_for_or_that_is_not_there() throws Exception {
        var wish = BrowserRig.body("'engine': 'other'");
        assertRefused(rig.post("a", SESSION, wish), 403, "engine-not-yours");
        assertRefused(
                rig.post(BrowserRig.CONSOLE, SESSION, BrowserRig.body("'engine': 'nobody'")),
                404,
                "unknown-engine");
        assertThat(rig.engine.sessions()).isEmpty();
        assertThat(rig.other.sessions()).isEmpty();
        rig.awaitNothingLeft();
    }

    @Test
    void a_machine_without_the_library() throws Exception {
        rig.peers.availability =
                new Availability.Missing(
                        Availability.Cause.SYSTEM_LIBRARIES, "libpulse", List.of("libpulse0"));
        assertRefused(rig.post("a", SESSION, BrowserRig.body("")), 503, "no-webrtc");
        assertThat(rig.channel.trouble()).isEmpty(); // telephones are served
        rig.peers.availability =
                new Availability.Missing(Availability.Cause.SELF_TEST, "50 calls", List.of());
        assertThat(rig.channel.trouble())
                .hasValueSatisfying(why -> assertThat(why).contains("50 calls"));
    }

    @Test
    void a_library_that_does_not_take_the_offer() throws Exception {
        rig.peers.refusal = new Reason.NotUnderstood("line 3");
        assertRefused(rig.post("a", SESSION, BrowserRig.body("")), 400, "bad-sdp");
        rig.peers.refusal = new Reason.NoRoom(200);
        assertRefused(rig.post("a", SESSION, BrowserRig.body("")), 503, "calls-full");
        rig.peers.refusal = new Reason.Broken("x");
        assertRefused(rig.post("a", SESSION, BrowserRig.body("")), 503, "broken");
        rig.awaitNothingLeft();
    }

    @Test
    void a_switchboard_without_a_free_line() throws Exception {
        rig.talk("a");
        assertRefused(rig.post("b", SESSION, BrowserRig.body("")), 503, "busy");
    }

    @Test
    void a_call_that_is_not_there_or_is_somebody_elses() throws Exception {
        assertRefused(
                rig.post("a", SESSION + "/rtc_x/offer", BrowserRig.body("")),
                404,
                "unknown-session");
        assertRefused(rig.post("a", SESSION + "/rtc_x/diagnostics", "{}"), 404, "unknown-session");
        var id = rig.call("a");
        assertRefused(
                rig.post("b", SESSION + "/" + id + "/offer", BrowserRig.body("")),
                401,
                "token-needed");
    }

    @Test
    void the_reader_is_told_in_their_language() throws Exception {
        var english = rig.post("a", SESSION, "{}");
        assertThat(english.body()).contains("The page did not send");
        var house =
                rig.send(
                        rig.request(SESSION)
                                .header("Page", "a")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")));
        assertThat(house.body()).contains("La página no ha enviado");
    }

    @Test
    void both_languages_have_the_same_sentences() throws Exception {
        var spanish = sentences("voice.properties");
        var english = sentences("voice_en.properties");
        assertThat(english.keySet()).isEqualTo(spanish.keySet());
        var texts = new VoiceTexts(Locale.of("es"));
        assertThat(texts.message("nobody knows this word", null)).isEqualTo(spanish.get("broken"));
    }

    private static Properties sentences(String file) throws Exception {
        try (var stream = WebRtcChannel.class.getResourceAsStream(file);
                var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            var sentences = new Properties();
            sentences.load(reader);
            return sentences;
        }
    }
}
