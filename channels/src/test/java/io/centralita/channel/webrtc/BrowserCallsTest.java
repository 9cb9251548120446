package io.centralita.channel.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.channel.Loopback;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerState;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls of pages over the real endpoints, from the offer to the end.
class BrowserCallsTest {
    private static final String SESSION = WebRtcChannel.SESSION_PATH;

    private final BrowserRig rig = new BrowserRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void an_offer_is_answered_and_the_engine_is_opened_while_the_browser_connects()
            throws Exception {
        var created = rig.post("a", SESSION, BrowserRig.body(""));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Content-Type")).contains("application/sdp");
        assertThat(created.headers().firstValue("Centralita-Resumed")).contains("false");
        assertThat(created.body()).startsWith("v=0");
        Loopback.awaitThat(() -> !rig.engine.sessions().isEmpty());
        assertThat(rig.switchboard.liveCalls()).isZero();
        assertThat(rig.switchboard.ringingCalls()).isEqualTo(1);

        var engine = rig.engine.session();
        engine.post(new EngineEvent.Ready());
        Loopback.awaitThat(() -> engine.told().contains("greet"));
        engine.post(new EngineEvent.ReplyStarted());
        engine.say("Hola.", Duration.ofMillis(300));
        rig.peers.last().connect();
        rig.awaitEvent(rig.peers.last(), "output_audio_buffer.stopped");
        var types = rig.peers.last().texts.stream().map(BrowserRig::type).toList();
        assertThat(types.getFirst()).isEqualTo("session.created");
        assertThat(types)
                .contains("response.output_audio_transcript.done", "output_audio_buffer.started");
        assertThat(rig.engine.sessions()).hasSize(1);
        assertThat(rig.counted).contains("connection made");
    }

    @Test
    void a_bare_offer_will_do() throws Exception {
        var answer =
                rig.send(
                        rig.request(SESSION)
                                .header("Page", "a")
                                .header("Content-Type", "application/sdp")
                                .POST(BodyPublishers.ofString(FakePeers.OFFER)));
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @Test
    void what_the_caller_says_and_types_reaches_the_engine() throws Exception {
        rig.talk("a");
        var end = rig.peers.last();
        end.speak(20);
        Loopback.awaitThat(() -> rig.engine.session().framesHeard() >= 9);
        end.says(
                "{'type': 'conversation.item.create', 'item': {'type': 'message', 'role': 'user',"
                        + " 'content': [{'type': 'input_text', 'text': 'hola'}]}}");
        end.says("{'type': 'response.create'}");
        Loopback.awaitThat(
                () -> rig.engine.session().told().stream().anyMatch(told -> told.contains("hola")));
    }

    @Test
    void garbage_is_answered_and_the_call_goes_on() throws Exception {
        rig.talk("a");
        var end = rig.peers.last();
        end.says("{");
        end.says("{'type': 'nothing'}");
        end.says("x".repeat(PeerCall.LONGEST_EVENT + 1));
        end.says("{'type': 'session.update', 'session': {'type': 'realtime', 'tools': []}}");
        Loopback.awaitThat(
                () ->
                        end.texts.stream()
                                        .filter(text -> BrowserRig.type(text).equals("error"))
                                        .count()
                                == 4);
        assertThat(rig.switchboard.liveCalls()).isEqualTo(1);
        assertThat(rig.counted).contains("oddity forbidden_parameter");
    }

    @Test
    void a_page_that_reads_nothing_is_given_up() throws Exception {
        rig.talk("a");
        var end = rig.peers.last();
        end.answer = Peer.Sent.FULL;
        rig.engine.session().post(new EngineEvent.ReplyStarted());
        rig.awaitNothingLeft();
        assertThat(rig.counted).contains("call peer-stalled");
    }

    @Test
    void an_event_that_is_too_long_for_the_page_is_left_out() throws Exception {
        rig.talk("a");
        var end = rig.peers.last();
        end.answer = Peer.Sent.TOO_LONG;
        rig.engine.session().post(new EngineEvent.ReplyStarted());
        Loopback.awaitThat(() -> rig.counted.contains("oddity event-too-long"));
        assertThat(rig.switchboard.liveCalls()).isEqualTo(1);
    }

    @Test
    void the_channel_closing_is_the_caller_hanging_up() throws Exception {
        var id = rig.talk("a");
        rig.peers.last().closeChannel();
        rig.awaitNothingLeft();
        assertThat(rig.records.find(id).orElseThrow().endedBy()).isEqualTo("caller");
    }

    @Test
    void a_page_hangs_up_by_request() throws Exception {
        var id = rig.talk("a");
        var now = rig.send(rig.request(SESSION + "/" + id).header("Page", "a"));
        assertThat(now.body()).isEqualTo("{\"state\":\"live\"}");
        assertThat(rig.send(rig.request(SESSION + "/" + id).header("Page", "b")).statusCode())
                .isEqualTo(401);
        var gone = rig.send(rig.request(SESSION + "/" + id).header("Page", "a").DELETE());
        assertThat(gone.statusCode()).isEqualTo(204);
        rig.awaitNothingLeft();
        assertThat(rig.records.find(id).orElseThrow().endedBy()).isEqualTo("caller");
    }

    @Test
    void a_page_that_hangs_up_what_is_over_already_is_right_and_final() throws Exception {
        var id = rig.talk("a");
        said(id, "hola");
        rig.peers.last().closeChannel();
        rig.awaitNothingLeft();
        for (int i = 0; i < 2; i++) {
            var gone = rig.send(rig.request(SESSION + "/" + id).header("Page", "a").DELETE());
            assertThat(gone.statusCode()).isEqualTo(204);
        }
        assertThat(rig.counted).noneMatch(what -> what.startsWith("refused"));
        var stranger = rig.send(rig.request(SESSION + "/" + id).header("Page", "b").DELETE());
        assertThat(stranger.statusCode()).isEqualTo(401);
        var again = rig.post("a", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(again.headers().firstValue("Centralita-Resumed")).contains("false");
    }

    @Test
    void a_token_that_was_used_goes_on_with_its_own_call_and_begins_no_other() throws Exception {
        var id = rig.talk("token1");
        said(id, "hola");
        assertThat(rig.post("token1", SESSION, BrowserRig.body("")).statusCode()).isEqualTo(401);
        var other = rig.post("token2", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(other.headers().firstValue("Centralita-Resumed")).contains("false");

        var again = rig.post("token1", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Centralita-Resumed")).contains("true");
        var twice = rig.post("token1", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(twice.statusCode()).isEqualTo(401);
    }

    @Test
    void a_caller_whose_new_offer_is_refused_goes_on_with_the_next() throws Exception {
        var id = rig.talk("a");
        said(id, "hola");
        rig.peers.refusal = new PeerFailure.Reason.Broken("x");
        var refused = rig.post("a", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(refused.statusCode()).isEqualTo(503);
        rig.peers.refusal = null;
        var again = rig.post("a", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(again.headers().firstValue("Centralita-Resumed")).contains("true");
    }

    @Test
    void the_assistant_hangs_up_and_the_page_is_told_everything_before() throws Exception {
        var id = rig.talk("a");
        var engine = rig.engine.session();
        engine.post(new EngineEvent.ReplyStarted());
        engine.say("Adiós.", Duration.ofMillis(200));
        engine.post(new EngineEvent.Farewell());
        rig.awaitNothingLeft();
        assertThat(rig.records.find(id).orElseThrow().reason()).isEqualTo("farewell");
        var how = rig.send(rig.request(SESSION + "/" + id).header("Page", "a"));
        assertThat(how.body())
                .isEqualTo(
                        "{\"state\":\"ended\",\"endedBy\":\"assistant\",\"reason\":\"farewell\"}");
        assertThat(rig.peers.last().texts.stream().map(BrowserRig::type)).contains("response.done");
    }

    @Test
    void a_call_that_never_connects_leaves_nothing_prepared() throws Exception {
        rig.call("a");
        Loopback.awaitThat(() -> rig.switchboard.ringingCalls() == 1);
        rig.peers.last().end(PeerEnd.NOT_CONNECTED);
        rig.awaitNothingLeft();
        assertThat(rig.counted).contains("call not-connected");
    }

    @Test
    void a_library_that_breaks_ends_its_calls() throws Exception {
        rig.talk("a");
        rig.peers.last().end(PeerEnd.BROKEN);
        rig.awaitNothingLeft();
        assertThat(rig.counted).contains("call broken");
    }

    @Test
    void while_the_connection_is_away_the_caller_has_us_on_hold() throws Exception {
        var id = rig.talk("a");
        var end = rig.peers.last();
        end.state(PeerState.DISCONNECTED);
        Loopback.awaitThat(() -> rig.counted.contains("connection lost"));
        var answer = rig.post("a", SESSION + "/" + id + "/offer", BrowserRig.body(""));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("answer 1 of");
        end.state(PeerState.CONNECTED);
        Loopback.awaitThat(() -> rig.counted.contains("connection back"));
        end.closeChannel();
        rig.awaitNothingLeft();
        assertThat(rig.records.find(id).orElseThrow().heldMs()).isNotNegative();
    }

    @Test
    void who_had_a_call_goes_on_with_it_and_nobody_else_does() throws Exception {
        var id = rig.talk("a");
        said(id, "¿Cuántos clientes hay?");

        var other = rig.post("b", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(other.headers().firstValue("Centralita-Resumed")).contains("false");
        assertThat(rig.switchboard.liveCalls()).isEqualTo(1);
        rig.peers.last().closeChannel();

        var again = rig.post("a", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(again.headers().firstValue("Centralita-Resumed")).contains("true");
        rig.peers.last().connect();
        Loopback.awaitThat(
                () ->
                        rig.engine.session().settings().history().stream()
                                .anyMatch(
                                        entry ->
                                                entry.equals(
                                                        new HistoryEntry.CallerSaid(
                                                                "¿Cuántos clientes hay?"))));
        assertThat(rig.records.find(id).orElseThrow().reason()).isEqualTo("resumed");

        var twice = rig.post("a", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(twice.headers().firstValue("Centralita-Resumed")).contains("false");
    }

    @Test
    void who_is_lost_again_and_again_keeps_all_that_was_said() throws Exception {
        var id = rig.talk("a");
        said(id, "uno");
        for (var word : List.of("dos", "tres")) {
            rig.peers.last().closeChannel();
            rig.awaitNothingLeft();
            // The next one finds no way, and ends before there is another.
            id = BrowserRig.id(rig.post("a", SESSION, BrowserRig.body("'resume': '" + id + "'")));
            rig.peers.last().end(PeerEnd.NOT_CONNECTED);
            rig.awaitNothingLeft();
            var again = rig.post("a", SESSION, BrowserRig.body("'resume': '" + id + "'"));
            assertThat(again.headers().firstValue("Centralita-Resumed")).contains("true");
            id = BrowserRig.id(again);
            rig.peers.last().connect();
            rig.ready();
            said(id, word);
        }
        var told = rig.engine.session().settings().history();
        assertThat(told)
                .filteredOn(HistoryEntry.CallerSaid.class::isInstance)
                .containsExactly(
                        new HistoryEntry.CallerSaid("uno"), new HistoryEntry.CallerSaid("dos"));
        assertThat(told).filteredOn(HistoryEntry.Told.class::isInstance).hasSize(2);
    }

    private void said(String id, String words) {
        rig.engine.session().post(new EngineEvent.CallerSaid(words));
        Loopback.awaitThat(
                () -> rig.records.find(id).stream().anyMatch(report -> !report.turns().isEmpty()));
    }

    @Test
    void a_call_that_was_lost_a_moment_ago_is_gone_on_with() throws Exception {
        var id = rig.talk("a");
        said(id, "hola");
        rig.peers.last().closeChannel();
        rig.awaitNothingLeft();
        var again = rig.post("a", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(again.headers().firstValue("Centralita-Resumed")).contains("true");
    }

    @Test
    void who_comes_back_and_is_not_connected_comes_back_once_more() throws Exception {
        var id = rig.talk("a");
        var said = new HistoryEntry.CallerSaid("hola");
        rig.engine.session().post(new EngineEvent.CallerSaid(said.text()));
        Loopback.awaitThat(
                () -> rig.records.find(id).stream().anyMatch(report -> !report.turns().isEmpty()));
        rig.peers.last().closeChannel();
        rig.awaitNothingLeft();
        var nowhere = rig.post("a", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        var second = nowhere.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");

        var again = rig.post("a", SESSION, BrowserRig.body("'resume': '" + second + "'"));
        assertThat(again.headers().firstValue("Centralita-Resumed")).contains("true");
        rig.peers.last().connect();
        Loopback.awaitThat(
                () -> rig.engine.session().settings().history().stream().anyMatch(said::equals));
    }

    @Test
    void a_caller_who_hung_up_by_request_does_not_come_back() throws Exception {
        var id = rig.talk("a");
        rig.send(rig.request(SESSION + "/" + id).header("Page", "a").DELETE());
        rig.awaitNothingLeft();
        var again = rig.post("a", SESSION, BrowserRig.body("'resume': '" + id + "'"));
        assertThat(again.headers().firstValue("Centralita-Resumed")).contains("false");
    }

    @Test
    void what_a_page_tells_is_kept_once_the_call_is_over_and_a_while_longer() throws Exception {
        var id = rig.talk("a");
        var path = SESSION + "/" + id + "/diagnostics";
        assertThat(rig.post("a", path, "{\"step\":1}").statusCode()).isEqualTo(204);
        assertThat(rig.post("a", path, "{\"step\":2}").statusCode()).isEqualTo(204);
        assertThat(rig.kept).isEmpty();
        rig.peers.last().closeChannel();
        Loopback.awaitThat(() -> rig.kept.containsKey(id));
        assertThat(rig.step(id)).isEqualTo(2);
        assertThat(rig.post("a", path, "{\"step\":3}").statusCode()).isEqualTo(204);
        Loopback.awaitThat(() -> rig.step(id) == 3);
        assertThat(rig.post("b", path, "{\"step\":4}").statusCode()).isEqualTo(401);
    }

    @Test
    void callers_who_leave_at_any_moment_leave_nothing_behind() throws Exception {
        var chance = new Random(11);
        for (int i = 0; i < 60; i++) {
            var id = rig.call("a");
            var end = rig.peers.last();
            if (chance.nextInt(4) > 0) {
                LockSupport.parkNanos(chance.nextInt(3_000_000));
                end.connect();
            }
            LockSupport.parkNanos(chance.nextInt(8_000_000));
            switch (chance.nextInt(4)) {
                case 0 -> end.closeChannel();
                case 1 -> end.end(PeerEnd.BROKEN);
                case 2 -> rig.send(rig.request(SESSION + "/" + id).header("Page", "a").DELETE());
                default ->
                        rig.engine.sessions().forEach(one -> one.post(new EngineEvent.Farewell()));
            }
            if (chance.nextBoolean()) {
                end.closeChannel();
            }
            if (rig.channel.openCalls() > 0) {
                rig.channel.calls().hangUp(id);
            }
            rig.awaitNothingLeft();
        }
        assertThat(rig.engine.sessions()).allMatch(session -> session.closed());
    }

    @Test
    void a_program_has_its_call_and_its_sideband() throws Exception {
        var form =
                "--B\r\nContent-Disposition: form-data; name=\"sdp\"\r\nContent-Type:"
                        + " application/sdp\r\n\r\n"
                        + FakePeers.OFFER
                        + "\r\n--B\r\nContent-Disposition: form-data; name=\"session\";"
                        + " filename=\"blob\"\r\nContent-Type: application/json\r\n\r\n"
                        + "{\"type\":\"realtime\",\"model\":\"m-1\",\"instructions\":\"Sé breve.\"}\r\n--B--\r\n";
        var made =
                rig.send(
                        rig.request("/v1/realtime/calls")
                                .header("Content-Type", "multipart/form-data; boundary=B")
                                .POST(BodyPublishers.ofString(form)));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var id = BrowserRig.id(made);
        assertThat(id).startsWith("rtc_");

        List<String> aside = new CopyOnWriteArrayList<>();
        var sideband = rig.sideband(id).textMessageHandler(aside::add);
        Loopback.awaitThat(() -> !aside.isEmpty());
        var session = BrowserRig.json(aside.getFirst()).path("session");
        assertThat(session.path("model").asText()).isEqualTo("m-1");
        assertThat(session.path("instructions").asText()).isEqualTo("Sé breve.");

        var end = rig.peers.last();
        end.connect();
        var engine = rig.ready();
        assertThat(engine.settings().conduct().instructions()).isEqualTo("Sé breve.");
        assertThat(engine.settings().greeting()).isEmpty();
        Loopback.await(sideband.writeTextMessage("{\"type\":\"response.create\"}"));
        engine.post(new EngineEvent.ReplyStarted());
        rig.awaitEvent(end, "response.created");
        Loopback.awaitThat(
                () ->
                        aside.stream()
                                .anyMatch(
                                        text -> BrowserRig.type(text).equals("response.created")));

        var hungUp =
                rig.send(
                        rig.request("/v1/realtime/calls/" + id + "/hangup")
                                .POST(BodyPublishers.noBody()));
        assertThat(hungUp.statusCode()).isEqualTo(200);
        Loopback.awaitThat(sideband::isClosed);
        rig.awaitNothingLeft();
    }
}
