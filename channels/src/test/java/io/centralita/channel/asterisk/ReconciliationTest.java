package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.ScriptedLegs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What was believed of Asterisk and what there is in it, after events were missed and at the
/// start.
final class ReconciliationTest {
    private static final ScriptedLegs.Behaviour QUIET = new ScriptedLegs.Behaviour() {};

    /// Of a process that is no more.
    private static final String EARLIER = "centralita-00000000.";

    @Test
    void audio_goes_on_while_events_are_lost_and_the_call_after_it() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg();
            rig.asterisk.loseEvents();
            leg.say(new byte[160]);
            leg.leg().speechWaits();
            CallsRig.await(() -> rig.best.last().heard.get() == 1);
            rig.asterisk.findEvents();
            CallsRig.await(() -> rig.asterisk.asked.contains("channels"));
            assertThat(rig.channel.calls()).isEqualTo(1);
            rig.asterisk.press("sip1", '3');
            CallsRig.await(() -> leg.digits().equals("3"));
            rig.asterisk.callerHangsUp("sip1");
            assertThat(leg.ending()).startsWith("caller");
            rig.awaitTidy();
        }
    }

    @Test
    void caller_who_hung_up_while_events_were_lost_is_noticed() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg();
            rig.asterisk.loseEvents();
            rig.asterisk.callerHangsUp("sip1");
            rig.asterisk.findEvents();
            assertThat(leg.ending()).isEqualTo("caller cause-0");
            rig.awaitTidy();
        }
    }

    @Test
    void caller_who_hangs_up_while_events_are_lost_is_noticed_by_asking() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg();
            rig.asterisk.loseEvents();
            CallsRig.await(() -> rounds(rig) >= 1);
            assertThat(rig.channel.calls()).isEqualTo(1);
            rig.asterisk.callerHangsUp("sip1");
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofMillis(200));
                        return rig.channel.calls() == 0;
                    });
            assertThat(leg.ending()).startsWith("caller");
            long asked = rounds(rig);
            rig.time.advance(Duration.ofSeconds(30));
            assertThat(rounds(rig)).as("without a caller nobody asks").isEqualTo(asked);
            rig.awaitTidy();
        }
    }

    @Test
    void who_is_replaced_notices_its_callers_end_and_touches_nothing_else() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg();
            rig.asterisk.putBridge(EARLIER + "b7");
            rig.asterisk.replaceUs();
            rig.asterisk.callerHangsUp("sip1");
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofMillis(200));
                        return rig.channel.calls() == 0;
                    });
            assertThat(leg.ending()).startsWith("caller");
            assertThat(rig.asterisk.leftovers()).containsExactly(EARLIER + "b7");
        }
    }

    @Test
    void who_is_replaced_says_that_it_still_serves_its_callers() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitLeg();
            rig.asterisk.replaceUs();
            CallsRig.await(() -> rig.asterisk.variables.containsKey(Claims.VARIABLE));
            assertThat(rig.asterisk.variables.get(Claims.VARIABLE)).startsWith("a1b2c3d4 ");
        }
    }

    @Test
    void callers_of_a_process_that_we_replaced_are_left_to_it_while_it_says_so() {
        try (var rig = new CallsRig(QUIET)) {
            claim(rig);
            rig.asterisk.put("sip1", "Up");
            rig.asterisk.put(EARLIER + "m1", "Up");
            rig.asterisk.put(EARLIER + "p3", "Up");
            rig.asterisk.putBridge(EARLIER + "b2", "sip1", EARLIER + "m1");
            rig.asterisk.findEvents();
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofSeconds(1));
                        claim(rig);
                        return rounds(rig) >= 3;
                    });
            assertThat(rig.asterisk.leftovers()).hasSize(4);
            assertThat(rig.legs.calls()).isEmpty();
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofSeconds(1));
                        return !rig.legs.calls().isEmpty();
                    });
            assertThat(rig.asterisk.isThere(EARLIER + "m1")).isFalse();
        }
    }

    /// The process that was replaced says so again.
    private static void claim(CallsRig rig) {
        var until = rig.time.now().plus(Claims.LIFE).getEpochSecond();
        rig.asterisk.variables.put(Claims.VARIABLE, "00000000 " + until);
    }

    private static long rounds(CallsRig rig) {
        return rig.asterisk.asked.stream().filter("channels"::equals).count();
    }

    @Test
    void what_an_earlier_process_left_is_taken_away() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.put(EARLIER + "m1", "Up");
            rig.asterisk.put(EARLIER + "p3", "Up");
            rig.asterisk.putBridge(EARLIER + "b2", EARLIER + "m1");
            rig.asterisk.putElsewhere("centralita-eu-00000000.m1");
            rig.asterisk.putBridge("somebody-elses");
            rig.asterisk.findEvents();
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofMillis(100));
                        return rig.asterisk.leftovers().size() == 2;
                    });
            assertThat(rig.asterisk.leftovers())
                    .containsExactly("centralita-eu-00000000.m1", "somebody-elses");
        }
    }

    @Test
    void caller_of_an_earlier_process_becomes_a_call() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.put("sip1", "Up");
            rig.asterisk.putBridge(EARLIER + "b2", "sip1");
            rig.asterisk.findEvents();
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofMillis(100));
                        return !rig.legs.calls().isEmpty();
                    });
            assertThat(rig.received.getFirst().to()).isEqualTo("600");
            rig.asterisk.callerHangsUp("sip1");
            rig.awaitTidy();
        }
    }

    @Test
    void people_who_were_put_through_by_an_earlier_process_go_on_talking() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.put("sip1", "Up");
            rig.asterisk.put(EARLIER + "p1", "Up");
            rig.asterisk.putBridge(EARLIER + "b2", "sip1", EARLIER + "p1");
            rig.asterisk.findEvents();
            int rounds = 4;
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofSeconds(1));
                        return rig.asterisk.asked.stream().filter("channels"::equals).count()
                                >= rounds;
                    });
            assertThat(rig.asterisk.leftovers())
                    .containsExactly("sip1", EARLIER + "p1", EARLIER + "b2");
            rig.asterisk.end(EARLIER + "p1", 16);
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofSeconds(1));
                        return rig.asterisk.leftovers().isEmpty();
                    });
            assertThat(rig.legs.calls()).isEmpty();
        }
    }

    @Test
    void media_channel_that_nobody_waits_for_is_hung_up_when_it_comes() {
        try (var rig = new CallsRig(QUIET)) {
            rig.asterisk.call(rig.around.ids().media(), "Up");
            CallsRig.await(() -> rig.asterisk.leftovers().isEmpty());
            assertThat(rig.legs.calls()).isEmpty();
        }
    }
}
