package io.centralita.call;

import static io.centralita.call.WarmRig.FIXED;
import static io.centralita.call.WarmRig.WHEN_READY;
import static io.centralita.call.WarmRig.await;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Ringing;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls that are prepared while they ring, and what becomes of them.
class WarmCallTest {
    private final WarmRig rig = new WarmRig(2);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void the_caller_is_told_what_was_said_while_it_rang_before_what_is_said_now() throws Exception {
        rig.ring("WA1", FIXED);
        var session = greet(500);
        var leg = new FakeLeg("WA1");
        rig.switchboard.accept(leg);
        leg.awaitOpen();
        session.post(new EngineEvent.CallerSaid("hola"));
        await(() -> leg.told().stream().anyMatch(told -> told.contains("hola")));
        assertThat(leg.told().getFirst()).startsWith("Ready");
        assertThat(leg.told().getLast()).contains("hola");
        assertThat(leg.told().stream().filter(told -> told.startsWith("ReplyFinished"))).hasSize(1);
        leg.hangUp();
        leg.awaitClosed();
        assertThat(leg.said()).contains(new HistoryEntry.CallerSaid("hola"));
    }

    @Test
    void a_leg_that_wants_another_conduct_asks_for_it_when_it_comes() throws Exception {
        rig.ring("WA1", FIXED);
        var session = greet(500);
        var leg =
                new FakeLeg("WA1")
                        .thatWants(
                                house ->
                                        new Conduct(
                                                "otra cosa",
                                                house.voice(),
                                                house.tools(),
                                                house.turnTaking(),
                                                house.speaks()));
        rig.switchboard.accept(leg);
        await(() -> session.told().stream().anyMatch(told -> told.contains("otra cosa")));
        leg.hangUp();
        leg.awaitClosed();
    }

    @Test
    void the_greeting_waits_for_the_caller_and_is_heard_whole_and_once() throws Exception {
        var ringing = rig.ring("WA1", FIXED);
        var session = greet(500);
        assertThat(ringing.prepared()).isTrue();
        assertThat(ringing.ready().toCompletableFuture().get(10, TimeUnit.SECONDS)).isNull();
        assertThat(rig.switchboard.liveCalls()).isZero();
        assertThat(rig.switchboard.ringingCalls()).isEqualTo(1);
        rig.time.advance(ofSeconds(3));

        var leg = new FakeLeg("WA1");
        rig.switchboard.accept(leg);
        leg.awaitOpen();
        assertThat(leg.hear()).isEqualTo(25);
        await(() -> rig.gauge("centralita.calls.active") == 1);
        leg.hangUp();
        leg.awaitClosed();
        await(() -> rig.switchboard.liveCalls() == 0);

        assertThat(rig.engine.sessions()).hasSize(1);
        assertThat(session.told()).containsExactly("greet");
        assertThat(session.settings().conduct().instructions()).isEqualTo("You are at acme");
        var report = rig.records.find("WA1").orElseThrow();
        assertThat(report.warm()).isTrue();
        assertThat(report.tenant()).isEqualTo("acme");
        assertThat(report.firstAudioMs()).isZero();
        assertThat(report.longestDeadAirMs()).isZero();
        assertThat(report.turns()).hasSize(1);
        assertThat(rig.prepared()).isEqualTo(1);
        assertThat(rig.outcome("used")).isEqualTo(1);
        assertThat(rig.gauge("centralita.warm.ringing")).isZero();
        assertThat(rig.gauge("centralita.calls.active")).isZero();
        assertThat(rig.meters.get("centralita.first.audio").tag("warm", "true").timer().count())
                .isEqualTo(1);
    }

    @Test
    void a_caller_who_comes_while_the_greeting_is_half_made_hears_all_of_it() throws Exception {
        rig.ring("WA2", FIXED);
        var session = ready();
        var utterance = session.speech().begin(AudioFormat.PCMU_8K);
        session.speech().offer(utterance, CallRig.speech(100));
        var leg = new FakeLeg("WA2");
        rig.switchboard.accept(leg);
        leg.awaitOpen();
        assertThat(leg.hear()).isEqualTo(5);
        session.speech().offer(utterance, CallRig.speech(100));
        session.speech().end(utterance);
        assertThat(leg.hear()).isEqualTo(5);
        assertThat(leg.heard()).extracting(frame -> frame.utterance()).containsOnly(utterance);
        leg.hangUp();
        leg.awaitClosed();
    }

    @Test
    void what_the_caller_says_reaches_the_prepared_session() throws Exception {
        rig.ring("WA3", FIXED);
        var session = greet(100);
        var leg = new FakeLeg("WA3");
        rig.switchboard.accept(leg);
        leg.awaitOpen();
        leg.speak(new byte[160]);
        assertThat(session.framesHeard()).isEqualTo(1);
        leg.hangUp();
        leg.awaitClosed();
        await(session::closed);
    }

    @Test
    void a_caller_who_hangs_up_while_it_rings_leaves_nothing_behind() throws Exception {
        var ringing = rig.ring("WA4", FIXED);
        var session = greet(2_000);
        ringing.gone();
        ringing.gone();
        await(() -> rig.switchboard.ringingCalls() == 0);
        assertThat(session.closed()).isTrue();
        assertThat(rig.outcome("wasted")).isEqualTo(1);
        assertThat(rig.switchboard.isAnnounced("WA4")).isFalse();
        var report = rig.records.find("WA4").orElseThrow();
        assertThat(report.endedBy()).isEqualTo("caller");
        assertThat(report.reason()).isEqualTo("hung-up-ringing");
        assertThat(report.answeredAt()).isNull();
        await(() -> LiveThreads.named("WA4/") == 0);
    }

    @Test
    void a_caller_who_never_comes_is_given_up_after_thirty_seconds() throws Exception {
        rig.ring("WA5", FIXED);
        var session = greet(300);
        rig.time.advance(WarmRig.KEEP.minusMillis(1));
        assertThat(rig.switchboard.ringingCalls()).isEqualTo(1);
        rig.time.advance(ofMillis(1));
        await(() -> rig.switchboard.ringingCalls() == 0);
        assertThat(session.closed()).isTrue();
        assertThat(rig.outcome("wasted")).isEqualTo(1);
        assertThat(rig.records.find("WA5").orElseThrow().reason()).isEqualTo("never-came");
    }

    @Test
    void one_who_comes_after_all_is_received_as_was_decided_and_greeted_anew() throws Exception {
        rig.ring("WA6", FIXED);
        greet(300);
        rig.time.advance(WarmRig.KEEP);
        await(() -> rig.switchboard.ringingCalls() == 0);
        var leg = new FakeLeg("WA6");
        rig.switchboard.accept(leg);
        leg.awaitOpen();
        assertThat(rig.engine.sessions()).hasSize(2);
        var cold = rig.engine.session();
        assertThat(cold.settings().conduct().instructions()).isEqualTo("You are at acme");
        cold.post(new EngineEvent.Ready());
        await(() -> cold.told().contains("greet"));
        leg.hangUp();
        leg.awaitClosed();
        await(() -> rig.switchboard.liveCalls() == 0);
        assertThat(rig.records.find("WA6").orElseThrow().warm()).isFalse();
    }

    @Test
    void a_preparation_that_fails_leaves_the_caller_the_normal_way() throws Exception {
        var ringing = rig.ring("WA7", WHEN_READY);
        rig.engine.session().post(new EngineEvent.Failed(new EngineFailure.Rejected("no")));
        assertThat(ringing.ready().toCompletableFuture().get(10, TimeUnit.SECONDS)).isNull();
        await(() -> rig.outcome("failed") == 1);
        var leg = new FakeLeg("WA7");
        rig.switchboard.accept(leg);
        leg.awaitOpen();
        assertThat(rig.engine.sessions()).hasSize(2);
        leg.hangUp();
        leg.awaitClosed();
        await(() -> rig.switchboard.liveCalls() == 0);
        assertThat(rig.gauge("centralita.calls.active")).isZero();
    }

    @Test
    void a_leg_of_another_format_than_was_prepared_is_served_by_a_session_of_its_own()
            throws Exception {
        rig.ring("WA21", FIXED);
        greet(300);
        var leg = new FakeLeg("WA21", AudioFormat.PCM_16K);
        rig.switchboard.accept(leg);
        leg.awaitOpen();
        assertThat(rig.engine.sessions()).hasSize(2);
        assertThat(rig.engine.session().settings().legFormat()).isEqualTo(AudioFormat.PCM_16K);
        await(() -> rig.engine.sessions().getFirst().closed());
        leg.hangUp();
        leg.awaitClosed();
    }

    @Test
    void beyond_the_limit_calls_are_put_through_cold() throws Exception {
        assertThat(rig.ring("WA8", FIXED).prepared()).isTrue();
        assertThat(rig.ring("WA9", FIXED).prepared()).isTrue();
        var third = rig.ring("WA10", FIXED);
        assertThat(third.prepared()).isFalse();
        assertThat(third.ready().toCompletableFuture()).isCompleted();
        assertThat(rig.count("centralita.warm.refused", "why", "room")).isEqualTo(1);
        var leg = new FakeLeg("WA10");
        rig.switchboard.accept(leg);
        leg.awaitOpen();
        assertThat(rig.engine.session().settings().conduct().instructions())
                .isEqualTo("You are at acme");
        rig.switchboard.close();
        leg.awaitClosed();
        assertThat(rig.switchboard.ringingCalls()).isZero();
    }

    @Test
    void a_call_that_is_announced_twice_is_prepared_once() throws Exception {
        rig.ring("WA11", FIXED);
        assertThat(rig.ring("WA11", FIXED).prepared()).isTrue();
        assertThat(rig.engine.sessions()).hasSize(1);
        greet(100);
        var leg = new FakeLeg("WA11");
        rig.switchboard.accept(leg);
        leg.awaitOpen();
        assertThat(rig.ring("WA11", FIXED).prepared()).isFalse();
        rig.switchboard.gone("WA11");
        assertThat(rig.switchboard.liveCalls()).isEqualTo(1);
        assertThat(rig.engine.sessions()).hasSize(1);
        leg.hangUp();
        leg.awaitClosed();
    }

    @Test
    void ringing_lasts_as_long_as_its_mode_says() throws Exception {
        var fixed = answered(rig.ring("WA12", FIXED));
        rig.time.advance(ofMillis(2_999));
        assertThat(fixed).isNotDone();
        rig.time.advance(ofMillis(1));
        fixed.get(10, TimeUnit.SECONDS);

        var off = answered(rig.ring("WA13", Ringing.OFF));
        off.get(10, TimeUnit.SECONDS);

        var delay = new Ringing(Ringing.Mode.DELAY, ofSeconds(2), true);
        var delayed = rig.ring("WA14", delay);
        assertThat(delayed.prepared()).isFalse();
        var answer = answered(delayed);
        rig.time.advance(ofSeconds(2));
        answer.get(10, TimeUnit.SECONDS);
    }

    @Test
    void an_answer_that_waits_for_the_greeting_has_a_least_and_a_longest_time() throws Exception {
        var soon = answered(rig.ring("WA15", WHEN_READY));
        greet(200);
        rig.time.advance(ofMillis(999));
        assertThat(soon).isNotDone();
        rig.time.advance(ofMillis(1));
        soon.get(10, TimeUnit.SECONDS);

        var never = answered(rig.ring("WA16", WHEN_READY));
        rig.time.advance(RingingCall.PREPARATION.minusMillis(1));
        assertThat(never).isNotDone();
        rig.time.advance(ofMillis(1));
        never.get(10, TimeUnit.SECONDS);
        // It is picked up all the same, should it get ready.
        var session = rig.engine.session();
        session.post(new EngineEvent.Ready());
        await(() -> session.told().contains("greet"));
        var leg = new FakeLeg("WA16");
        rig.switchboard.accept(leg);
        leg.awaitOpen();
        await(() -> rig.outcome("used") == 1);
        leg.hangUp();
    }

    @Test
    void no_call_rings_for_ten_seconds() throws Exception {
        var longest = new Ringing(Ringing.Mode.FIXED, Ringing.LONGEST, true);
        var answer = answered(rig.ring("WA17", longest));
        rig.time.advance(Ringing.LONGEST.minus(RingingCall.MARGIN));
        answer.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_receptionist_who_hangs_or_fails_does_not_keep_the_caller() throws Exception {
        var hanging =
                new WarmRig(
                        2,
                        _ -> {
                            new CountDownLatch(1).await();
                            throw new IllegalStateException();
                        });
        var decided = hanging.switchboard.receive(WarmRig.caller("WA18")).toCompletableFuture();
        var leg = new FakeLeg("WA18");
        hanging.switchboard.accept(leg);
        await(() -> hanging.time.joining() == 2);
        hanging.time.advance(SwitchboardParts.Limits.RECEPTION);
        leg.awaitOpen();
        assertThat(decided.get(10, TimeUnit.SECONDS)).isInstanceOf(Reception.Welcome.class);
        assertThat(hanging.count("centralita.reception.defaults", "why", "late")).isEqualTo(2);
        await(() -> LiveThreads.named("WA18/reception") == 0);
        leg.hangUp();
        hanging.close();

        var failing =
                new WarmRig(
                        2,
                        _ -> {
                            throw new IllegalStateException("no database");
                        });
        var other = new FakeLeg("WA19");
        failing.switchboard.accept(other);
        other.awaitOpen();
        assertThat(failing.count("centralita.reception.defaults", "why", "failed")).isEqualTo(1);
        other.hangUp();
        failing.close();
    }

    @Test
    void a_leg_to_an_unknown_number_is_refused() throws Exception {
        var nobody = new WarmRig(2, _ -> new Reception.NumberUnknown(Locale.of("es")));
        var leg = new FakeLeg("WA20");
        nobody.switchboard.accept(leg);
        assertThat(leg.awaitClosed())
                .isEqualTo(new CallEnd(CallEnd.By.SWITCHBOARD, "number-unknown"));
        assertThat(nobody.engine.sessions()).isEmpty();
    }

    private CompletableFuture<Void> answered(RingingCall ringing) {
        var since = rig.time.nanoTime();
        var answer = new CompletableFuture<Void>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                ringing.awaitAnswer(since);
                                answer.complete(null);
                            } catch (InterruptedException e) {
                                answer.completeExceptionally(e);
                            }
                        });
        return answer;
    }

    private ScriptedEngine.Session ready() throws InterruptedException {
        var session = rig.engine.session();
        session.post(new EngineEvent.Ready());
        await(() -> session.told().contains("greet"));
        return session;
    }

    private ScriptedEngine.Session greet(long ms) throws InterruptedException {
        var session = ready();
        session.say("Hola", Duration.ofMillis(ms));
        return session;
    }
}
