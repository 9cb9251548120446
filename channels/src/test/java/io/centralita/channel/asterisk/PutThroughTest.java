package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.handover.Briefing.Spoken;
import io.centralita.call.leg.AfterFailure;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Onward;
import io.centralita.call.leg.Returned;
import io.centralita.call.leg.Returned.Why;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.asterisk.AsteriskSettings.Unserved;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Callers who go to a person, and those who come back.
final class PutThroughTest {
    private static final ScriptedLegs.Behaviour QUIET = new ScriptedLegs.Behaviour() {};
    private static final Target EXTENSION = new Target.Extension("200", "internal");
    private static final Destination SALES = new Destination("sales", EXTENSION, false);
    private static final Destination TOLD = new Destination("sales", EXTENSION, true);

    @Test
    void caller_and_person_talk_until_the_person_hangs_up() {
        try (var rig = new CallsRig(QUIET)) {
            var person = putThrough(rig, SALES);
            assertThat(rig.asterisk.asked)
                    .contains("ring sip1", "originate Local/200@internal/n " + person);
            assertThat(rig.best.lines()).isZero();
            rig.asterisk.pickUp(person);
            CallsRig.await(() -> rig.asterisk.areTogether("sip1", person));
            rig.asterisk.end(person, 16);
            rig.awaitTidyAfter("sip1");
            assertThat(rig.asterisk.causes).containsEntry("sip1", Causes.NORMAL);
            assertThat(rig.legs.calls()).hasSize(1);
        }
    }

    @Test
    void caller_who_hangs_up_ends_it_for_the_person_too() {
        try (var rig = new CallsRig(QUIET)) {
            var person = putThrough(rig, SALES);
            rig.asterisk.pickUp(person);
            CallsRig.await(() -> rig.asterisk.areTogether("sip1", person));
            rig.asterisk.callerHangsUp("sip1");
            rig.awaitTidy();
            assertThat(rig.asterisk.causes).containsEntry(person, Causes.NORMAL);
        }
    }

    @Test
    void caller_who_hangs_up_while_it_rings_stops_the_ringing() {
        try (var rig = new CallsRig(QUIET)) {
            var person = putThrough(rig, SALES);
            rig.asterisk.callerHangsUp("sip1");
            rig.awaitTidy();
            assertThat(rig.asterisk.causes).containsEntry(person, Causes.NORMAL);
        }
    }

    @Test
    void nobody_who_answers_sends_the_caller_back_on_the_same_channel() {
        assertThat(backAfter("NOANSWER", 19).why()).isEqualTo(Why.NO_ANSWER);
    }

    @Test
    void busy_line_sends_the_caller_back() {
        assertThat(backAfter("BUSY", 17).why()).isEqualTo(Why.BUSY);
    }

    @Test
    void rejected_call_sends_the_caller_back() {
        assertThat(backAfter("", 21).why()).isEqualTo(Why.DECLINED);
    }

    @Test
    void network_that_has_no_such_person_sends_the_caller_back() {
        assertThat(backAfter("CHANUNAVAIL", 3).why()).isEqualTo(Why.FAILED);
    }

    @Test
    void telephone_that_is_never_answered_is_given_up() {
        try (var rig = new CallsRig(QUIET)) {
            var person = putThrough(rig, SALES);
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofMillis(200));
                        return rig.legs.calls().size() == 2;
                    });
            assertThat(returned(rig).why()).isEqualTo(Why.NO_ANSWER);
            assertThat(rig.asterisk.isThere(person)).isFalse();
        }
    }

    @Test
    void person_who_cannot_be_called_at_all_sends_the_caller_back() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.refusal =
                    request ->
                            request.startsWith("originate")
                                    ? Optional.of(new Reason.Refused(500, "Allocation failed"))
                                    : Optional.empty();
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitLeg().leg().close(CallEnd.transferred(new Onward(SALES, List.of())));
            CallsRig.await(() -> rig.legs.calls().size() == 2);
            assertThat(returned(rig).why()).isEqualTo(Why.FAILED);
        }
    }

    @Test
    void who_was_put_through_in_vain_five_times_is_not_asked_back() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            for (int legs = 1; legs <= 5; legs++) {
                int wanted = legs;
                CallsRig.await(() -> rig.legs.calls().size() == wanted);
                rig.legs
                        .calls()
                        .getLast()
                        .leg()
                        .close(CallEnd.transferred(new Onward(SALES, List.of())));
                CallsRig.await(() -> rig.asterisk.originated().size() == wanted);
                rig.asterisk.refuseCall(rig.asterisk.originated().getLast(), "BUSY", 17);
            }
            rig.awaitTidyAfter("sip1");
            assertThat(rig.legs.calls()).hasSize(5);
        }
    }

    @Test
    void person_is_told_first_takes_the_caller_by_a_key_and_the_caller_hears_music() {
        try (var rig = new CallsRig(QUIET)) {
            var person = putThrough(rig, TOLD);
            assertThat(rig.asterisk.asked).contains("music true sip1");
            rig.asterisk.pickUp(person);
            CallsRig.await(() -> rig.best.lines.size() == 2 && rig.best.last().heard.get() == 3);
            assertThat(rig.asterisk.areTogether("sip1", person)).isFalse();
            rig.asterisk.press(person, '5');
            rig.asterisk.press(person, '1');
            CallsRig.await(() -> rig.asterisk.areTogether("sip1", person));
            assertThat(rig.asterisk.asked).contains("music false sip1");
            assertThat(rig.best.lines()).isZero();
            rig.asterisk.callerHangsUp("sip1");
            rig.awaitTidy();
        }
    }

    @Test
    void person_who_declines_by_a_key_sends_the_caller_back() {
        try (var rig = new CallsRig(QUIET)) {
            var person = putThrough(rig, TOLD);
            rig.asterisk.pickUp(person);
            CallsRig.await(() -> rig.best.lines.size() == 2);
            rig.asterisk.press(person, '2');
            CallsRig.await(() -> rig.legs.calls().size() == 2);
            assertThat(returned(rig).why()).isEqualTo(Why.DECLINED);
            assertThat(rig.asterisk.isThere(person)).isFalse();
        }
    }

    @Test
    void person_who_hangs_up_during_the_briefing_sends_the_caller_back() {
        try (var rig = new CallsRig(QUIET)) {
            var person = putThrough(rig, TOLD);
            rig.asterisk.pickUp(person);
            CallsRig.await(() -> rig.best.lines.size() == 2);
            rig.asterisk.end(person, 16);
            CallsRig.await(() -> rig.legs.calls().size() == 2);
            assertThat(returned(rig).why()).isEqualTo(Why.DECLINED);
        }
    }

    @Test
    void machine_that_answers_and_presses_nothing_does_not_get_the_caller() {
        try (var rig = new CallsRig(QUIET)) {
            var person = putThrough(rig, TOLD);
            rig.asterisk.pickUp(person);
            CallsRig.await(() -> rig.best.lines.size() == 2 && rig.best.last().heard.get() == 3);
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofMillis(200));
                        return rig.legs.calls().size() == 2;
                    });
            assertThat(returned(rig).why()).isEqualTo(Why.DECLINED);
            assertThat(rig.asterisk.isThere(person)).isFalse();
        }
    }

    @Test
    void person_whose_briefing_breaks_off_gets_the_caller() {
        try (var rig = new CallsRig(QUIET)) {
            var person = putThrough(rig, TOLD);
            rig.asterisk.pickUp(person);
            CallsRig.await(() -> rig.best.lines.size() == 2 && rig.best.last().heard.get() == 3);
            rig.best.last().lose();
            CallsRig.await(() -> rig.asterisk.areTogether("sip1", person));
        }
    }

    @Test
    void caller_and_person_go_on_talking_when_we_are_closed() {
        try (var rig = new CallsRig(QUIET)) {
            var person = putThrough(rig, SALES);
            rig.asterisk.pickUp(person);
            CallsRig.await(() -> rig.asterisk.areTogether("sip1", person));
            rig.channel.close();
            assertThat(rig.asterisk.areTogether("sip1", person)).isTrue();
            assertThat(rig.asterisk.leftovers()).hasSize(3).contains("sip1", person);
            assertThat(rig.channel.calls()).isZero();
        }
    }

    @Test
    void person_to_whom_nothing_can_be_said_gets_the_caller_at_once() {
        try (var rig = new CallsRig(QUIET)) {
            rig.briefing = new Spoken("nobody can say it", new byte[0]);
            var person = putThrough(rig, TOLD);
            rig.asterisk.pickUp(person);
            CallsRig.await(() -> rig.asterisk.areTogether("sip1", person));
        }
    }

    @Test
    void caller_whom_no_engine_serves_is_put_through_by_the_settings() {
        try (var rig =
                new CallsRig(
                        QUIET,
                        CallsRig.settings(
                                Unserved.DIAL_PLAN, new AfterFailure.Transfer("+34910000007")),
                        true)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitLeg().leg().close(new CallEnd(CallEnd.By.ENGINE, "lost"));
            CallsRig.await(() -> rig.asterisk.originated().size() == 1);
            var person = rig.asterisk.originated().getFirst();
            assertThat(rig.asterisk.asked).contains("originate PJSIP/+34910000007@trunk " + person);
            rig.asterisk.refuseCall(person, "NOANSWER", 19);
            rig.awaitTidyAfter("sip1");
            assertThat(rig.legs.calls()).hasSize(1);
        }
    }

    @Test
    void caller_hangs_up_at_every_moment_of_a_transfer() {
        int at = 0;
        while (hangsUpAt(at, true)) {
            at++;
        }
        assertThat(at).isGreaterThan(30);
    }

    @Test
    void person_hangs_up_at_every_moment_of_a_transfer() {
        int at = 0;
        while (hangsUpAt(at, false)) {
            at++;
        }
        assertThat(at).isGreaterThan(30);
    }

    /// @return whether the transfer had that moment
    private static boolean hangsUpAt(int at, boolean caller) {
        try (var rig = new CallsRig(QUIET)) {
            var moments = new AtomicInteger();
            var happened = new AtomicBoolean();
            rig.asterisk.moment =
                    request -> {
                        if (moments.getAndIncrement() == at) {
                            happened.set(true);
                            if (caller) {
                                rig.asterisk.callerHangsUp("sip1");
                            } else {
                                rig.asterisk.originated().forEach(id -> rig.asterisk.end(id, 16));
                            }
                        }
                    };
            rig.asterisk.call("sip1", "Ring", "910000001");
            var transferred = new AtomicBoolean();
            CallsRig.await(
                    () -> {
                        goOn(rig, transferred);
                        return !rig.asterisk.isThere("sip1") && rig.isTidy();
                    });
            return happened.get();
        }
    }

    /// The assistant puts the caller through once; the person answers, takes the caller and hangs
    /// up; who is back hangs up as well.
    private static void goOn(CallsRig rig, AtomicBoolean transferred) {
        var legs = rig.legs.calls();
        if (legs.size() == 1 && transferred.compareAndSet(false, true)) {
            legs.getFirst().leg().close(CallEnd.transferred(new Onward(TOLD, List.of())));
        }
        if (legs.size() == 2) {
            rig.asterisk.callerHangsUp("sip1");
        }
        for (var person : rig.asterisk.originated()) {
            if (rig.asterisk.areTogether("sip1", person)) {
                rig.asterisk.end(person, 16);
            } else {
                rig.asterisk.pickUpOnce(person);
                rig.asterisk.press(person, '1');
            }
        }
        rig.time.advance(Duration.ofMillis(20));
    }

    private static String putThrough(CallsRig rig, Destination to) {
        rig.asterisk.call("sip1", "Ring", "910000001");
        var leg = rig.awaitLeg();
        leg.leg().close(CallEnd.transferred(new Onward(to, List.of())));
        assertThat(leg.ending()).isEqualTo("us transferred");
        CallsRig.await(() -> rig.asterisk.originated().size() == 1);
        return rig.asterisk.originated().getFirst();
    }

    private static Returned backAfter(String status, int cause) {
        try (var rig = new CallsRig(QUIET)) {
            var person = putThrough(rig, SALES);
            rig.asterisk.refuseCall(person, status, cause);
            CallsRig.await(() -> rig.legs.calls().size() == 2);
            var back = returned(rig);
            assertThat(rig.legs.calls().getLast().leg().info().callId()).isEqualTo("sip1.2");
            rig.asterisk.callerHangsUp("sip1");
            rig.awaitTidy();
            return back;
        }
    }

    private static Returned returned(CallsRig rig) {
        return rig.legs.calls().getLast().leg().returned().orElseThrow();
    }
}
