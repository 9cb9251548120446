package io.centralita.app.warm;

import static io.centralita.app.warm.WarmHouse.CALLER;
import static io.centralita.app.warm.WarmHouse.NUMBER;
import static io.centralita.app.warm.WarmHouse.awaitThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.LiveThreads;
import io.centralita.call.RingingCall;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.reception.Ringing;
import io.centralita.call.reception.Ringing.Mode;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallResult.By;
import io.centralita.channel.caller.CallerEvent;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.caller.TestCall;
import io.centralita.channel.twilio.TwilioChannel;
import io.centralita.channel.twilio.TwilioSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Rows C1 to C6 and C8 of the contract, as Twilio sees them.
class WarmStartTest {
    private static final Ringing FIXED = new Ringing(Mode.FIXED, ofSeconds(3), true);
    private static final Ringing AT_ONCE = new Ringing(Mode.WHEN_READY, Duration.ZERO, true);
    private static final String UNKNOWN = "Lo siento, este número no está configurado.";
    private static final String PROBLEM =
            "Lo siento, hay un problema técnico. Inténtalo más tarde.";

    /// Hears the greeting and hangs up.
    private static final CallerScript LISTENER =
            CallerScript.builder().awaitReply(ofMillis(500)).hangUp().build();

    private final List<CallerEvent> events = new CopyOnWriteArrayList<>();
    private final CallerListener listener = events::add;

    @Test
    void c1_the_session_is_opened_and_greets_before_the_webhook_is_answered() {
        try (var house = new WarmHouse(FIXED)) {
            var call = house.dial(LISTENER, listener);
            awaitThat(() -> house.engine.greeted() == 1);
            house.time.advance(ofMillis(2_999));
            assertThat(events).isEmpty();
            house.time.advance(ofMillis(1));
            var result = result(call);
            greetedOnce(result);
            assertThat(house.engine.instructions())
                    .containsExactly("You are at acme, called by " + CALLER);
            awaitThat(house::isEmpty);
        }
    }

    @Test
    void c2_the_prepared_session_is_handed_to_the_stream_and_the_greeting_is_heard_whole() {
        try (var house = new WarmHouse(AT_ONCE)) {
            var result = result(house.dial(LISTENER, listener));
            greetedOnce(result);
            assertThat(house.engine.sessions()).hasSize(1);
            assertThat(house.outcome("used")).isEqualTo(1);
            awaitThat(house::isEmpty);
            var report = house.records.find(result.callSid()).orElseThrow();
            assertThat(report.warm()).isTrue();
            assertThat(report.tenant()).isEqualTo("acme, called by " + CALLER);
            assertThat(report.turns()).hasSize(1);
            assertThat(report.from()).isEqualTo(CALLER);
        }
    }

    @Test
    void c2_a_call_that_was_not_prepared_is_opened_when_the_stream_comes_and_greeted() {
        try (var house = new WarmHouse(Ringing.OFF)) {
            var result = result(house.dial(LISTENER, listener));
            greetedOnce(result);
            awaitThat(house::isEmpty);
            assertThat(house.records.find(result.callSid()).orElseThrow().warm()).isFalse();
            assertThat(house.count("centralita.warm.prepared")).isZero();
        }
    }

    @Test
    void c3_what_is_not_ready_after_five_seconds_is_not_waited_for_and_used_all_the_same() {
        try (var house = new WarmHouse(AT_ONCE)) {
            house.engine.hang();
            var call = house.dial(LISTENER, listener);
            awaitThat(() -> house.engine.open() == 1);
            house.time.advance(RingingCall.PREPARATION.minusMillis(1));
            assertThat(events).isEmpty();
            house.time.advance(ofMillis(1));
            awaitThat(() -> house.switchboard.liveCalls() == 1);
            house.engine.becomeReady();
            greetedOnce(result(call));
            assertThat(house.engine.sessions()).hasSize(1);
            awaitThat(() -> house.outcome("late") == 1);
        }
    }

    @Test
    void c3_a_call_may_ring_without_anything_being_prepared() {
        try (var house = new WarmHouse(new Ringing(Mode.DELAY, ofSeconds(2), true))) {
            var call = house.dial(LISTENER, listener);
            awaitThat(() -> house.switchboard.isAnnounced(call.callSid()));
            assertThat(house.engine.sessions()).isEmpty();
            house.time.advance(ofSeconds(2));
            greetedOnce(result(call));
        }
    }

    @Test
    void c3_no_call_rings_for_ten_seconds() {
        try (var house = new WarmHouse(new Ringing(Mode.FIXED, Ringing.LONGEST, true))) {
            var call = house.dial(LISTENER, listener);
            awaitThat(() -> house.engine.greeted() == 1);
            house.time.advance(Ringing.LONGEST.minusMillis(500));
            greetedOnce(result(call));
        }
    }

    @Test
    void c4_a_caller_who_hangs_up_while_it_rings_leaves_nothing_behind() throws Exception {
        try (var house = new WarmHouse(FIXED)) {
            var call = house.dial(LISTENER, listener);
            awaitThat(() -> house.engine.greeted() == 1);
            assertThat(house.status(call.callSid(), "canceled")).isEqualTo(204);
            assertThat(result(call).ending().by()).isEqualTo(By.TWIML);
            awaitThat(house::isEmpty);
            assertThat(house.outcome("wasted")).isEqualTo(1);
            var report = house.records.find(call.callSid()).orElseThrow();
            assertThat(report.endedBy()).isEqualTo("caller");
            assertThat(report.reason()).isEqualTo("hung-up-ringing");
            assertThat(report.warm()).isFalse();
        }
    }

    @Test
    void c4_a_caller_who_never_comes_is_given_up_after_thirty_seconds() throws Exception {
        try (var house = new WarmHouse(AT_ONCE)) {
            var answer = house.webhook("CAnobody", "34600000009", "t1").get(30, TimeUnit.SECONDS);
            assertThat(answer.body()).contains("<Connect>");
            house.time.advance(WarmHouse.KEEP.minusMillis(1));
            assertThat(house.engine.open()).isEqualTo(1);
            house.time.advance(ofMillis(1));
            awaitThat(() -> house.engine.open() == 0 && house.switchboard.ringingCalls() == 0);
            assertThat(house.outcome("wasted")).isEqualTo(1);
            assertThat(house.records.find("CAnobody").orElseThrow().reason())
                    .isEqualTo("never-came");
        }
    }

    @Test
    void c5_callers_who_are_not_worth_it_are_answered_without_a_warm_session() {
        var known = "+34600000077";
        try (var house =
                new WarmHouse(
                        caller ->
                                WarmHouse.welcome(
                                        caller,
                                        new Ringing(
                                                Mode.WHEN_READY,
                                                Duration.ZERO,
                                                caller.from().equals(known))))) {
            greetedOnce(result(house.dial(LISTENER, listener)));
            assertThat(house.count("centralita.warm.prepared")).isZero();
            house.webhook("CAknown", known.substring(1), "t1").join();
            assertThat(house.count("centralita.warm.prepared")).isEqualTo(1);
        }
    }

    @Test
    void c6_an_unknown_number_is_told_so_and_costs_nothing() {
        try (var house = new WarmHouse(FIXED)) {
            var result = result(house.dial("+34910000009", LISTENER, listener));
            assertThat(result.said()).containsExactly(UNKNOWN);
            assertThat(house.engine.sessions()).isEmpty();
        }
    }

    @Test
    void c6_a_receptionist_who_hangs_leaves_the_caller_to_the_default() {
        try (var house =
                new WarmHouse(
                        _ -> {
                            new CountDownLatch(1).await();
                            throw new IllegalStateException("nobody counts down");
                        })) {
            var call = house.dial(LISTENER, listener);
            awaitThat(() -> house.time.joining() == 1);
            house.time.advance(SwitchboardParts.Limits.RECEPTION);
            greetedOnce(result(call));
            assertThat(house.engine.instructions()).containsExactly("You are at default");
            assertThat(house.count("centralita.reception.defaults", "why", "late")).isEqualTo(1);
            awaitThat(() -> LiveThreads.named(call.callSid() + "/reception") == 0);
        }
    }

    @Test
    void c6_a_receptionist_who_fails_does_too() {
        try (var house =
                new WarmHouse(
                        _ -> {
                            throw new IllegalStateException("no database");
                        })) {
            greetedOnce(result(house.dial(LISTENER, listener)));
            assertThat(house.count("centralita.reception.defaults", "why", "failed")).isEqualTo(1);
        }
    }

    @Test
    void c6_an_engine_that_cannot_be_opened_does_not_keep_the_webhook() {
        try (var house = new WarmHouse(AT_ONCE)) {
            house.engine.hang();
            var answer = house.webhook("CAhang", "34600000009", "t1");
            awaitThat(() -> house.engine.open() == 1);
            house.time.advance(RingingCall.PREPARATION);
            assertThat(answer.orTimeout(30, TimeUnit.SECONDS).join().body()).contains("<Connect>");
            house.time.advance(ofSeconds(5)); // its deadline
            awaitThat(() -> house.engine.open() == 0 && house.outcome("failed") == 1);
        }
    }

    @Test
    void c6_whoever_finds_no_room_is_told_of_a_technical_problem() {
        try (var house = new WarmHouse(FIXED)) {
            house.switchboard.close();
            assertThat(result(house.dial(LISTENER, listener)).said()).containsExactly(PROBLEM);
        }
    }

    @Test
    void c8_without_a_signature_nothing_is_prepared() throws Exception {
        try (var house =
                new WarmHouse(
                        caller -> WarmHouse.welcome(caller, AT_ONCE),
                        settings ->
                                new TwilioSettings(
                                        Optional.of(URI.create("https://voice.example.net")),
                                        List.of("0123456789abcdef0123456789abcdef"),
                                        settings.language(),
                                        settings.limits()))) {
            assertThat(house.webhook("CA1", "34600000009", "t1").join().statusCode())
                    .isEqualTo(403);
            assertThat(house.status("CA1", "completed")).isEqualTo(403);
            assertThat(house.engine.sessions()).isEmpty();
        }
    }

    @Test
    void a_broken_form_is_refused_and_nothing_is_prepared() throws Exception {
        try (var house = new WarmHouse(AT_ONCE)) {
            var path = TwilioChannel.WEBHOOK_PATH;
            assertThat(house.send(path, "%%%=&&&").statusCode()).isEqualTo(400);
            assertThat(house.send(path, "To=" + NUMBER).statusCode()).isEqualTo(400);
            assertThat(house.send(path, "CallSid=a%00b").statusCode()).isEqualTo(400);
            assertThat(house.engine.sessions()).isEmpty();
            greetedOnce(result(house.dial(LISTENER, listener)));
        }
    }

    @Test
    void a_webhook_that_is_sent_again_prepares_once() throws Exception {
        try (var house = new WarmHouse(FIXED)) {
            var first = house.webhook("CA7", "34600000009", "t1");
            awaitThat(() -> house.engine.greeted() == 1);
            var retried = house.webhook("CA7", "34600000009", "t1");
            var replayed = house.webhook("CA7", "34600000009", "t2");
            house.time.advance(ofSeconds(3));
            var body = first.get(30, TimeUnit.SECONDS).body();
            assertThat(body).contains("<Connect>");
            assertThat(retried.get(30, TimeUnit.SECONDS).body()).isEqualTo(body);
            assertThat(replayed.get(30, TimeUnit.SECONDS).body()).contains("<Connect>");
            assertThat(house.webhook("CA7", "34600000009", "t3").join().body())
                    .contains("<Connect>");
            assertThat(house.engine.sessions()).hasSize(1);
            house.status("CA7", "no-answer");
            awaitThat(house::isEmpty);
        }
    }

    @Test
    void the_stream_is_told_to_come_to_the_process_that_has_prepared_it() {
        try (var house =
                new WarmHouse(
                        caller -> WarmHouse.welcome(caller, AT_ONCE),
                        settings ->
                                settings.withStreamUrl(
                                        Optional.of(URI.create("wss://node-1.example.net/a/"))))) {
            assertThat(house.webhook("CA8", "34600000009", "t1").join().body())
                    .contains("url=\"wss://node-1.example.net/a/api/twilio/stream\"");
        }
    }

    @Test
    void a_thousand_callers_who_hang_up_before_the_answer_leave_nothing_open() throws Exception {
        var callers = 1_000;
        try (var house =
                        new WarmHouse(
                                caller ->
                                        WarmHouse.welcome(
                                                caller,
                                                caller.callId().endsWith("0") ? AT_ONCE : FIXED));
                var threads = Executors.newFixedThreadPool(30, Thread.ofVirtual().factory())) {
            var gone = new ArrayList<Future<?>>();
            for (int i = 0; i < callers; i++) {
                var id = "CAgone" + i;
                gone.add(
                        threads.submit(
                                () -> {
                                    var answer = house.webhook(id, "34600000009", id);
                                    awaitThat(() -> house.switchboard.isAnnounced(id));
                                    if (id.endsWith("0")) {
                                        assertThat(answer.join().body()).contains("<Connect>");
                                    }
                                    house.status(id, "canceled");
                                    return answer.join();
                                }));
            }
            for (var one : gone) {
                one.get(60, TimeUnit.SECONDS);
            }
            awaitThat(house::isEmpty);
            var prepared = house.count("centralita.warm.prepared");
            assertThat(prepared).isPositive();
            assertThat(prepared + house.count("centralita.warm.refused")).isEqualTo(callers);
            assertThat(house.outcome("wasted")).isEqualTo(prepared);
            assertThat(house.engine.sessions()).hasSize((int) prepared);
            assertThat(house.records.latest(callers)).hasSize((int) prepared);
            awaitThat(() -> LiveThreads.named("CAgone") == 0);
        }
    }

    private static CallResult result(TestCall call) {
        return WarmHouse.await(call.result());
    }

    /// The whole greeting, and nothing else.
    private static void greetedOnce(CallResult result) {
        assertThat(result.problems()).isEmpty();
        assertThat(result.heard()).hasSize(1);
        var span = result.heard().getFirst();
        assertThat(span.toMs() - span.fromMs())
                .isBetween(
                        GreetingEngine.GREETING.toMillis() - 40,
                        GreetingEngine.GREETING.toMillis() + 40);
    }
}
