package io.centralita.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.AfterFailure;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Onward;
import io.centralita.call.leg.Returned.Why;
import io.centralita.call.record.RecordingListener;
import io.centralita.call.transfer.Destination;
import io.centralita.channel.Loopback;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.ScriptedLegs.Behaviour;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerEvent;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.caller.CallerSettings;
import io.centralita.channel.twilio.RingingCalls.Verdict;
import io.centralita.channel.twilio.TwilioSettings.Features;
import io.centralita.channel.twilio.TwilioSettings.Limits;
import io.centralita.channel.twilio.TwilioSettings.Recording;
import io.centralita.channel.twilio.rest.RestSettings;
import io.centralita.channel.twilio.rest.RestSettings.Patience;
import io.centralita.channel.twilio.rest.TwilioRest;
import io.centralita.fake.twilio.Trouble;
import io.centralita.fake.twilio.TwilioAccount;
import io.centralita.fake.twilio.TwilioApi;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is done about calls at Twilio beside their streams, with an API as strict as Twilio's.
final class CallControlTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String TOKEN = TwilioAccount.DEFAULT.authToken();
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final CallEnd GOODBYE = new CallEnd(CallEnd.By.ASSISTANT, "farewell");
    private static final Destination SUPPORT = new Destination("soporte", "+34910000009");
    private static final CallEnd TRANSFERRED =
            CallEnd.transferred(
                    new Onward(SUPPORT, List.of(new HistoryEntry.CallerSaid("Una persona"))));

    private final TwilioApi twilio = TwilioApi.start(VERTX, TwilioAccount.DEFAULT);
    private final TwilioRest rest =
            new TwilioRest(
                    RestSettings.ofAccount(TwilioAccount.DEFAULT.sid(), TOKEN, twilio.url())
                            .with(
                                    new Patience(
                                            Duration.ofSeconds(4),
                                            Duration.ofSeconds(3),
                                            Duration.ofSeconds(4))));
    private final CountedEvents events = new CountedEvents();
    private final List<String> recordings = new CopyOnWriteArrayList<>();
    private final List<CallerEvent> seen = new CopyOnWriteArrayList<>();

    @AfterAll
    static void closeAll() {
        VERTX.close();
    }

    @AfterEach
    void close() {
        rest.close();
        twilio.close();
    }

    @Test
    void a_call_that_we_end_is_ended_at_twilio() {
        try (var loopback = loopback(GOODBYE, Features.NONE)) {
            var call = call(loopback, loopback.settings());
            Loopback.awaitThat(() -> events.all().contains("hang-up done"));
            assertThat(twilio.call(call.callSid()).status()).isEqualTo("completed");
            assertThat(twilio.exchanges("POST", call.callSid() + ".json"))
                    .singleElement()
                    .satisfies(
                            one -> assertThat(one.form()).isEqualTo(Map.of("Status", "completed")));
        }
    }

    @Test
    void a_caller_who_hung_up_is_left_alone() {
        try (var loopback = loopback(GOODBYE, Features.NONE)) {
            var script = CallerScript.builder().pause(Duration.ofMillis(100)).hangUp().build();
            dial(loopback, loopback.settings(), script);
            loopback.awaitNothingLeft();
            assertThat(twilio.exchanges()).isEmpty();
        }
    }

    @Test
    void whatever_twilio_answers_is_counted_and_holds_nothing_up() {
        try (var loopback = loopback(GOODBYE, Features.NONE)) {
            twilio.next(new Trouble.Answer(400, TwilioRest.CALL_NOT_IN_PROGRESS));
            call(loopback, loopback.settings());
            Loopback.awaitThat(() -> events.all().contains("hang-up over"));
            twilio.next(new Trouble.Answer(401, 20_003));
            call(loopback, loopback.settings());
            Loopback.awaitThat(() -> events.all().contains("hang-up code-20003"));
            twilio.next(new Trouble.NeverAnswer());
            call(loopback, loopback.settings());
            loopback.awaitNothingLeft();
            Loopback.awaitThat(() -> events.all().contains("hang-up timed-out"));
        }
    }

    @Test
    void a_caller_is_put_through_and_comes_back_where_nobody_answers() {
        var legs = new ScriptedLegs(ending(TRANSFERRED));
        try (var loopback = loopback(legs, new Features(true, Recording.OFF))) {
            var call = call(loopback, loopback.settings().dialling("no-answer"));

            assertThat(call.problems()).isEmpty();
            assertThat(seen)
                    .contains(new CallerEvent.Dialled(SUPPORT.target().text(), Loopback.KNOWN));
            assertThat(legs.calls()).hasSizeGreaterThan(1);
            var first = legs.calls().get(0).leg();
            assertThat(first.transfers()).isTrue();
            assertThat(first.returned()).isEmpty();
            var second = legs.calls().get(1).leg();
            assertThat(second.info().callId()).isEqualTo(call.callSid() + ".2");
            assertThat(second.info().from()).isEqualTo(first.info().from());
            var back = second.returned().orElseThrow();
            assertThat(back.why()).isEqualTo(Why.NO_ANSWER);
            assertThat(back.history().getFirst())
                    .isEqualTo(new HistoryEntry.CallerSaid("Una persona"));

            // Nobody ever answers: in the end the caller is told so and let go.
            assertThat(legs.calls()).hasSize(5);
            assertThat(call.said()).singleElement().asString().contains("nadie puede atenderte");
            assertThat(twilio.exchanges()).isEmpty(); // it is for TwiML to go on
            assertThat(events.all()).contains("transfer no-answer");
        }
    }

    @Test
    void a_caller_who_has_talked_to_the_person_is_done() {
        var legs = new ScriptedLegs(ending(TRANSFERRED));
        try (var loopback = loopback(legs, new Features(true, Recording.OFF))) {
            var call = call(loopback, loopback.settings().dialling("completed"));
            assertThat(call.ending().by()).isEqualTo(CallResult.By.SWITCHBOARD);
            assertThat(legs.calls()).hasSize(1);
            assertThat(call.said()).isEmpty();
        }
    }

    @Test
    void a_call_is_recorded_once_and_twilio_tells_of_it() throws Exception {
        var legs = new ScriptedLegs(ending(TRANSFERRED));
        try (var loopback = loopback(legs, new Features(true, Recording.ANNOUNCED))) {
            var call = call(loopback, loopback.settings().dialling("busy"));
            Loopback.awaitThat(() -> events.all().contains("record started"));
            loopback.awaitNothingLeft();
            assertThat(legs.calls()).hasSize(5).allMatch(one -> one.leg().recorded());
            var recording = twilio.recordings();
            assertThat(recording).hasSize(1);
            assertThat(recording.getFirst().statusCallback())
                    .isEqualTo(loopback.url(TwilioChannel.RECORDING_PATH).toString());

            var url = loopback.url(TwilioChannel.RECORDING_PATH);
            String[] form = {
                "CallSid", call.callSid(),
                "RecordingSid", recording.getFirst().sid(),
                "RecordingStatus", "completed",
                "RecordingUrl", "https://api.twilio.com/RE1",
                "RecordingDuration", "17"
            };
            assertThat(SignedPost.of(url, "wrong", form).statusCode()).isEqualTo(403);
            assertThat(SignedPost.of(url, TOKEN, form).statusCode()).isEqualTo(204);
            assertThat(SignedPost.of(url, TOKEN, form).statusCode()).isEqualTo(204);
            assertThat(recordings)
                    .containsExactly(call.callSid() + " https://api.twilio.com/RE1 17");
            assertThat(SignedPost.of(url, TOKEN, "CallSid", "x y").statusCode()).isEqualTo(204);
            assertThat(events.all())
                    .contains("oddity recording-again", "oddity recording-callback");
        }
    }

    @Test
    void streams_of_somebody_elses_twiml_are_let_in_for_calls_that_twilio_knows() {
        var legs = new ScriptedLegs(ending(GOODBYE));
        try (var loopback = loopback(legs, new Features(true, Recording.OFF))) {
            String sid = "CA" + "7".repeat(32);
            twilio.callBegins(sid, "+34600000001", "+34900000001");
            new RawStream(loopback, TOKEN)
                    .start(sid, Map.of("plan", "oro", "token", "", "b@d", "1"));
            Loopback.awaitThat(() -> legs.calls().size() == 1);
            var info = legs.only().leg().info();
            assertThat(info.from()).isEqualTo("+34600000001");
            assertThat(legs.only().leg().transfers()).isFalse(); // nobody would carry it out
            assertThat(info.parameters()).isEqualTo(Map.of("plan", "oro"));
            assertThat(events.all()).contains("own-twiml let-in", "oddity parameter");

            assertThat(new RawStream(loopback, TOKEN).start(sid, Map.of()).close())
                    .contains("second-stream");
            var unknown = new RawStream(loopback, TOKEN).start("CA" + "8".repeat(32), Map.of());
            assertThat(unknown.close()).contains("token");
            assertThat(legs.calls()).hasSize(1);
        }
    }

    private static Behaviour ending(CallEnd end) {
        return new Behaviour() {
            @Override
            public void digit(ScriptedLegs.Call call, char digit) {
                call.leg().close(end);
            }
        };
    }

    private Loopback loopback(CallEnd end, Features features) {
        return loopback(new ScriptedLegs(ending(end)), features);
    }

    private Loopback loopback(ScriptedLegs legs, Features features) {
        RecordingListener listener =
                (call, recording) ->
                        recordings.add(call + " " + recording.url() + " " + recording.seconds());
        RingingCalls calls =
                call -> {
                    twilio.callBegins(call.callSid(), call.from(), call.to());
                    return CompletableFuture.completedStage(new Verdict.PutThrough());
                };
        return new Loopback(
                base ->
                        new TwilioSettings(
                                Optional.of(base),
                                List.of(TOKEN),
                                Loopback.SPANISH,
                                Limits.DEFAULT,
                                AfterFailure.HANG_UP,
                                features,
                                Optional.empty()),
                calls,
                legs,
                events,
                new TwilioAccess(Optional.of(rest), listener));
    }

    private CallResult call(Loopback loopback, CallerSettings settings) {
        return dial(loopback, settings, CallerScript.builder().dtmf("1").awaitHangUp(LONG).build());
    }

    private CallResult dial(Loopback loopback, CallerSettings settings, CallerScript script) {
        return Loopback.await(
                loopback.caller().call(settings.signedWith(TOKEN), script, seen::add).result());
    }
}
