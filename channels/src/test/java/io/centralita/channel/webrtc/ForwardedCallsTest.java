package io.centralita.channel.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.ScriptedEngine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.channel.Loopback;
import io.centralita.media.AudioFormat;
import io.centralita.media.Wav;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls of pages whose connection is with the engine itself, over the real endpoints.
class ForwardedCallsTest {
    private static final String SESSION = WebRtcChannel.SESSION_PATH;

    private final ScriptedOffers offers = new ScriptedOffers();
    private final BrowserRig rig = new BrowserRig(2, offers);

    @AfterEach
    void close() {
        rig.close();
    }

    private HttpResponse<String> offer() throws Exception {
        return rig.post("a", SESSION, BrowserRig.body(""));
    }

    /// A page that listens to what we have to say.
    private Queue<String> listen(String id) {
        var lines = rig.listen("a", SESSION + "/" + id + "/events");
        Loopback.awaitThat(() -> lines.contains(":"));
        return lines;
    }

    private ScriptedEngine.Session ready() {
        Loopback.awaitThat(() -> !offers.engine.sessions().isEmpty());
        var session = offers.engine.session();
        session.post(new EngineEvent.Ready());
        Loopback.awaitThat(() -> session.told().contains("greet"));
        return session;
    }

    private static long greet(ScriptedEngine.Session session) {
        session.post(new EngineEvent.ReplyStarted());
        var utterance = session.speech().begin(AudioFormat.PCM_24K);
        session.post(new EngineEvent.AssistantSaid(utterance, "Hola."));
        session.speech().sounds(utterance);
        session.speech().end(utterance);
        session.post(new EngineEvent.ReplyFinished());
        return utterance;
    }

    private String state(String id) throws Exception {
        return rig.send(rig.request(SESSION + "/" + id).header("Page", "a")).body();
    }

    @Test
    void a_page_gets_the_engines_answer_and_where_to_listen_to_us() throws Exception {
        var created = offer();
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).isEqualTo(ScriptedOffers.ANSWER);
        var id = BrowserRig.id(created);
        assertThat(created.headers().firstValue("Centralita-Events"))
                .contains(SESSION + "/" + id + "/events");
        assertThat(offers.last().offer).isEqualTo(FakePeers.OFFER);
        assertThat(offers.last().hears).isFalse();
        assertThat(rig.peers.ends).isEmpty();
        assertThat(rig.engine.sessions()).isEmpty();

        var lines = listen(id);
        Loopback.awaitThat(() -> offers.last().hears);
        var session = ready();
        assertThat(session.settings().greeting()).isEqualTo("Hola");
        greet(session);
        Loopback.awaitThat(() -> rig.records.find(id).isPresent());
        var gone = rig.send(rig.request(SESSION + "/" + id).header("Page", "a").DELETE());
        assertThat(gone.statusCode()).isEqualTo(204);
        Loopback.awaitThat(() -> lines.contains("event: end") && lines.contains("over"));
        rig.awaitNothingLeft();
        assertThat(session.closed()).isTrue();
        var report = rig.records.find(id).orElseThrow();
        assertThat(report.engine()).isEqualTo("direct");
        assertThat(report.endedBy()).isEqualTo("caller");
        assertThat(report.turns()).extracting(turn -> turn.text()).containsExactly("Hola.");
    }

    @Test
    void who_wishes_for_another_engine_is_served_by_it_here() throws Exception {
        var created = rig.post(BrowserRig.CONSOLE, SESSION, BrowserRig.body("'engine': 'other'"));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(offers.engine.sessions()).isEmpty();
        Loopback.awaitThat(() -> !rig.other.sessions().isEmpty());
        var gone =
                rig.send(
                        rig.request(SESSION + "/" + BrowserRig.id(created))
                                .header("Page", BrowserRig.CONSOLE)
                                .DELETE());
        assertThat(gone.statusCode()).isEqualTo(204);
        rig.awaitNothingLeft();
        assertThat(rig.engine.sessions()).isEmpty();
    }

    @Test
    void what_the_switchboard_says_is_played_by_the_page() throws Exception {
        var id = BrowserRig.id(offer());
        var lines = listen(id);
        greet(ready());
        // Nobody answers what the caller asked: the switchboard says something.
        var session = offers.engine.session();
        session.post(new EngineEvent.CallerSpeechStarted());
        session.post(new EngineEvent.CallerSpeechEnded(Duration.ofMillis(600)));
        Loopback.awaitThat(() -> lines.contains("event: say"));
        Loopback.awaitThat(() -> lines.stream().anyMatch(line -> line.startsWith("data: {\"utt")));
        var said =
                lines.stream()
                        .filter(line -> line.startsWith("data: {\"utt"))
                        .map(line -> BrowserRig.json(line.substring(6)))
                        .findFirst()
                        .orElseThrow();
        assertThat(said.path("text").asText()).isNotBlank();
        var wav = Wav.parse(Base64.getDecoder().decode(said.path("audio").asText()));
        assertThat(wav.sampleRateHz()).isEqualTo(24_000);
        assertThat(wav.samples()).hasSize(10 * 480);
        Loopback.awaitThat(
                () -> session.told().stream().anyMatch(told -> told.startsWith("switchboard: ")));
    }

    @Test
    void an_engine_that_is_lost_in_mid_call_lets_the_page_go_on_with_us() throws Exception {
        var id = BrowserRig.id(offer());
        var lines = listen(id);
        greet(ready());
        offers.objection = Optional.of("unreachable");
        offers.engine
                .session()
                .post(new EngineEvent.Failed(new EngineFailure.Unreachable("model", null)));
        Loopback.awaitThat(() -> lines.contains("event: lost"));
        Loopback.awaitThat(() -> state(id, "lost"));

        var again = rig.post("a", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(again.headers().firstValue("Centralita-Resumed")).contains("true");
        assertThat(again.headers().firstValue("Centralita-Events")).isEmpty();
        assertThat(again.body()).startsWith("v=0");
        rig.peers.last().connect();
        rig.ready();
        assertThat(rig.engine.session().settings().history()).isNotEmpty();
    }

    private boolean state(String id, String wanted) {
        try {
            return state(id).contains(wanted);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_offer_that_the_engine_refuses_is_answered_by_us() throws Exception {
        offers.refusal = new EngineFailure.Rejected("http-401");
        var created = offer();
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).isNotEqualTo(ScriptedOffers.ANSWER);
        assertThat(created.headers().firstValue("Centralita-Events")).isEmpty();
        rig.peers.last().connect();
        rig.ready();
        assertThat(rig.counted).contains("forward refused");
        Loopback.awaitThat(() -> offers.engine.session().closed());
        assertThat(rig.switchboard.liveCalls()).isEqualTo(1);
    }

    @Test
    void an_engine_that_must_not_be_used_is_not_asked() throws Exception {
        offers.objection = Optional.of("limit");
        assertThat(offer().statusCode()).isEqualTo(201);
        assertThat(offers.taken).isEmpty();
        assertThat(rig.peers.ends).hasSize(1);
    }

    @Test
    void a_connection_that_ends_there_may_be_gone_on_with() throws Exception {
        var id = BrowserRig.id(offer());
        greet(ready());
        offers.last().gone.run();
        rig.awaitNothingLeft();
        Loopback.awaitThat(() -> state(id, "lost"));
        assertThat(offers.engine.session().closed()).isTrue();
    }

    @Test
    void a_goodbye_of_the_assistants_is_the_end() throws Exception {
        var id = BrowserRig.id(offer());
        var lines = listen(id);
        greet(ready());
        offers.engine.session().post(new EngineEvent.Farewell());
        Loopback.awaitThat(() -> lines.contains("event: end"));
        rig.awaitNothingLeft();
        assertThat(state(id)).contains("ended", "assistant");
    }

    @Test
    void a_second_offer_is_refused_and_the_call_goes_on() throws Exception {
        var id = BrowserRig.id(offer());
        greet(ready());
        var refused = rig.post("a", SESSION + "/" + id + "/offer", BrowserRig.body(""));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("no-restart");
        assertThat(rig.switchboard.liveCalls()).isEqualTo(1);
    }

    @Test
    void nobody_listens_to_a_call_of_somebody_else() throws Exception {
        var id = BrowserRig.id(offer());
        var other = rig.send(rig.request(SESSION + "/" + id + "/events").header("Page", "b"));
        assertThat(other.statusCode()).isEqualTo(401);
        var unknown = rig.send(rig.request(SESSION + "/rtc_0/events").header("Page", "a"));
        assertThat(unknown.statusCode()).isEqualTo(404);
    }
}
