package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.AfterFailure;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.Signals;
import io.centralita.channel.asterisk.AsteriskSettings.Unserved;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// From a caller's arrival to their leg, and every way in which they do not get there.
final class WayInTest {
    private static final ScriptedLegs.Behaviour GREETING =
            ScriptedLegs.saying(Signals.tone(440, 200));

    @Test
    void caller_rings_is_answered_and_hears_nothing_before_the_bridge() {
        try (var rig =
                new CallsRig(
                        GREETING,
                        CallsRig.settings(Unserved.DIAL_PLAN, AfterFailure.HANG_UP),
                        false)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            CallsRig.await(() -> !rig.best.lines.isEmpty());
            assertThat(rig.asterisk.asked).contains("ring sip1").doesNotContain("answer sip1");
            assertThat(rig.promised.getFirst().format()).isEqualTo(AudioFormat.PCMU_8K);
            rig.answerNow.countDown();
            var leg = rig.awaitLeg();
            CallsRig.await(() -> rig.best.last().heard.get() == 10);
            assertThat(rig.best.last().unheard).hasValue(0);
            assertThat(rig.asterisk.asked.indexOf("answer sip1"))
                    .isLessThan(rig.asterisk.asked.indexOf("add"));
            rig.asterisk.callerHangsUp("sip1");
            assertThat(leg.ending()).isEqualTo("caller cause-0");
            rig.awaitTidy();
        }
    }

    @Test
    void switchboard_that_ends_the_call_hangs_up_and_leaves_nothing() {
        try (var rig = new CallsRig(GREETING)) {
            rig.asterisk.call("sip1", "Ring", "910000001");
            var leg = rig.awaitLeg();
            leg.hangUp();
            assertThat(leg.ending()).isEqualTo("us goodbye");
            rig.awaitTidy();
            assertThat(rig.asterisk.causes).containsEntry("sip1", Causes.NORMAL);
            assertThat(leg.reportsAfterEnd()).isZero();
        }
    }

    @Test
    void call_that_the_dial_plan_has_answered_is_not_answered_again() {
        try (var rig = new CallsRig(GREETING)) {
            rig.asterisk.call("sip1", "Up", "910000001");
            rig.awaitLeg();
            assertThat(rig.asterisk.asked)
                    .contains("add")
                    .doesNotContain("answer sip1", "ring sip1");
            rig.asterisk.callerHangsUp("sip1");
            rig.awaitTidy();
        }
    }

    @Test
    void what_is_known_of_the_caller_goes_into_the_call() {
        try (var rig = new CallsRig(GREETING)) {
            rig.asterisk.variables.put("CALLERID(dnid)", "910000009");
            rig.asterisk.variables.put("CHANNEL(audionativeformat)", "(alaw|ulaw)");
            rig.asterisk.call("sip1", "Ring", "910000001", "customer=77", "from=+34611111111");
            rig.awaitLeg();
            var info = rig.received.getFirst();
            assertThat(info.channel()).isEqualTo("asterisk");
            assertThat(info.callId()).isEqualTo("sip1");
            assertThat(info.to()).isEqualTo("910000001");
            assertThat(info.from()).isEqualTo("+34611111111");
            assertThat(info.parameters())
                    .isEqualTo(
                            Map.of(
                                    "sip_call_id",
                                    "sip-sip1",
                                    "caller_name",
                                    "Ana",
                                    "customer",
                                    "77",
                                    "CALLERID_dnid",
                                    "910000009"));
            assertThat(rig.best.last().request.codecs()).containsExactly("alaw", "ulaw");
        }
    }

    @Test
    void without_arguments_the_extension_was_dialled() {
        try (var rig = new CallsRig(GREETING)) {
            rig.asterisk.call("sip1", "Ring");
            rig.awaitLeg();
            assertThat(rig.received.getFirst().to()).isEqualTo("600");
            assertThat(rig.received.getFirst().from()).isEqualTo("+34600000001");
        }
    }

    @Test
    void unknown_number_is_told_in_words_and_by_its_cause() {
        try (var rig = new CallsRig(GREETING)) {
            rig.asterisk.call("sip1", "Ring", CallsRig.UNKNOWN);
            rig.awaitTidyAfter("sip1");
            assertThat(rig.best.last().heard).hasValue(5);
            assertThat(rig.best.last().unheard).hasValue(0);
            assertThat(rig.asterisk.causes).containsEntry("sip1", Causes.UNALLOCATED);
            assertThat(rig.legs.calls()).isEmpty();
        }
    }

    @Test
    void unknown_number_without_words_is_not_even_answered() {
        try (var rig = new CallsRig(GREETING)) {
            rig.rendered = false;
            rig.asterisk.call("sip1", "Ring", CallsRig.UNKNOWN);
            rig.awaitTidyAfter("sip1");
            assertThat(rig.asterisk.asked).doesNotContain("answer sip1");
            assertThat(rig.asterisk.causes).containsEntry("sip1", Causes.UNALLOCATED);
        }
    }

    @Test
    void no_room_is_busy() {
        try (var rig = new CallsRig(GREETING)) {
            rig.intake.room = false;
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitTidyAfter("sip1");
            assertThat(rig.asterisk.causes).containsEntry("sip1", Causes.BUSY);
            assertThat(rig.asterisk.asked).containsExactly("hang-up sip1");
        }
    }

    @Test
    void one_caller_too_many_meets_congestion() {
        try (var rig = new CallsRig(GREETING)) {
            for (int i = 1; i <= 4; i++) {
                rig.asterisk.call("sip" + i, "Ring", "910000001");
            }
            CallsRig.await(() -> rig.asterisk.causes.containsKey("sip4"));
            assertThat(rig.asterisk.causes).containsExactly(Map.entry("sip4", Causes.CONGESTION));
            CallsRig.await(() -> rig.legs.calls().size() == 3);
        }
    }

    @Test
    void transport_that_asterisk_refuses_is_followed_by_the_next() {
        try (var rig = new CallsRig(GREETING)) {
            rig.asterisk.refusal = refusing("media websocket", new Reason.Refused(501, "no"));
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitLeg();
            CallsRig.await(() -> rig.other.last().heard.get() == 10);
            rig.asterisk.callerHangsUp("sip1");
            rig.awaitTidy();
        }
    }

    @Test
    void transport_without_room_is_followed_by_the_next() {
        try (var rig = new CallsRig(GREETING)) {
            rig.best.full = true;
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitLeg();
            assertThat(rig.best.lines).isEmpty();
            assertThat(rig.other.lines).hasSize(1);
        }
    }

    @Test
    void without_any_audio_the_dial_plan_goes_on_and_knows_why() {
        try (var rig = new CallsRig(GREETING)) {
            rig.asterisk.refusal = refusing("media", new Reason.Refused(500, "no"));
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitTidyAfter("sip1");
            assertThat(rig.asterisk.variables).containsEntry("CENTRALITA_STATUS", "FAILED");
            assertThat(rig.asterisk.asked).contains("leave sip1").doesNotContain("answer sip1");
        }
    }

    @Test
    void without_any_audio_there_is_congestion_where_the_settings_say_so() {
        try (var rig =
                new CallsRig(
                        GREETING,
                        CallsRig.settings(Unserved.CONGESTION, AfterFailure.HANG_UP),
                        true)) {
            rig.asterisk.refusal = refusing("media", new Reason.Refused(500, "no"));
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitTidyAfter("sip1");
            assertThat(rig.asterisk.causes).containsEntry("sip1", Causes.CONGESTION);
        }
    }

    @Test
    void caller_who_cannot_be_brought_together_with_their_audio_is_not_left_behind() {
        try (var rig = new CallsRig(GREETING)) {
            rig.asterisk.refusal = refusing("add", new Reason.Refused(422, "not in Stasis"));
            rig.asterisk.call("sip1", "Ring", "910000001");
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofMillis(50));
                        return !rig.asterisk.isThere("sip1") && rig.isTidy();
                    });
            assertThat(rig.asterisk.variables).containsEntry("CENTRALITA_STATUS", "FAILED");
        }
    }

    @Test
    void what_asterisk_cannot_take_away_just_now_is_taken_away_later() {
        try (var rig = new CallsRig(GREETING)) {
            rig.asterisk.refusal = refusing("delete-bridge", new Reason.Refused(503, "busy"));
            rig.asterisk.call("sip1", "Ring", "910000001");
            rig.awaitLeg();
            rig.asterisk.callerHangsUp("sip1");
            CallsRig.await(() -> rig.around.broom().left() == 1);
            rig.asterisk.refusal = _ -> Optional.empty();
            CallsRig.await(
                    () -> {
                        rig.time.advance(Duration.ofMillis(200));
                        return rig.isTidy();
                    });
        }
    }

    @Test
    void channel_that_is_closed_leaves_nothing_of_those_who_ring_and_of_those_who_talk() {
        var rig =
                new CallsRig(
                        GREETING,
                        CallsRig.settings(Unserved.DIAL_PLAN, AfterFailure.HANG_UP),
                        false);
        rig.asterisk.call("sip1", "Ring", "910000001");
        CallsRig.await(() -> !rig.best.lines.isEmpty());
        rig.close();
        assertThat(rig.asterisk.leftovers()).isEmpty();
        assertThat(rig.channel.calls()).isZero();
    }

    private static PretendAsterisk.Refusal refusing(String what, Reason why) {
        return request -> request.startsWith(what) ? Optional.of(why) : Optional.empty();
    }
}
