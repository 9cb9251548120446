package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.CallEnd;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.Signals;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Walks through all moments of a call, before and after each request to Asterisk, and lets
/// something happen at each: nothing is left, whatever it is.
final class EveryMomentTest {
    private static final int MANY = 60;

    /// Says something, and hangs up when a key is pressed.
    private static final ScriptedLegs.Behaviour SHORT =
            new ScriptedLegs.Behaviour() {
                @Override
                public void opened(ScriptedLegs.Call call) {
                    call.say(Signals.tone(300, 100));
                }

                @Override
                public void digit(ScriptedLegs.Call call, char digit) {
                    call.hangUp();
                }
            };

    @Test
    void caller_hangs_up_at_every_moment() {
        int moments = walk(rig -> rig.asterisk.callerHangsUp("sip1"), "Ring", "910000001");
        assertThat(moments).isGreaterThan(12);
    }

    @Test
    void caller_who_was_answered_by_the_dial_plan_hangs_up_at_every_moment() {
        assertThat(walk(rig -> rig.asterisk.callerHangsUp("sip1"), "Up", "910000001"))
                .isGreaterThan(12);
    }

    @Test
    void caller_of_an_unknown_number_hangs_up_at_every_moment() {
        assertThat(walk(rig -> rig.asterisk.callerHangsUp("sip1"), "Ring", CallsRig.UNKNOWN))
                .isGreaterThan(12);
    }

    @Test
    void audio_is_lost_at_every_moment() {
        assertThat(
                        walk(
                                rig -> rig.best.lines.forEach(PretendTransport.Line::lose),
                                "Ring",
                                "910000001"))
                .isGreaterThan(12);
    }

    @Test
    void switchboard_ends_the_call_at_every_moment() {
        assertThat(
                        walk(
                                rig ->
                                        rig.legs
                                                .calls()
                                                .forEach(
                                                        call ->
                                                                call.leg()
                                                                        .close(
                                                                                new CallEnd(
                                                                                        CallEnd.By
                                                                                                .ENGINE,
                                                                                        "lost"))),
                                "Ring",
                                "910000001"))
                .isGreaterThan(12);
    }

    @Test
    void request_that_is_not_done_leaves_nothing() {
        assertThat(failAtEach(request -> !request.startsWith("after "))).isGreaterThan(6);
    }

    @Test
    void request_that_is_done_and_not_answered_leaves_nothing() {
        assertThat(failAtEach(request -> request.startsWith("after "))).isGreaterThan(6);
    }

    /// @return how many moments there were
    private static int walk(Consumer<CallsRig> happening, String state, String dialled) {
        for (int at = 0; at < MANY; at++) {
            if (!once(happening, state, dialled, at)) {
                return at;
            }
        }
        throw new AssertionError("a call has no end");
    }

    /// @return whether the call had that moment
    private static boolean once(
            Consumer<CallsRig> happening, String state, String dialled, int at) {
        try (var rig = new CallsRig(SHORT)) {
            var moments = new AtomicInteger();
            var happened = new AtomicBoolean();
            rig.asterisk.moment =
                    request -> {
                        if (moments.getAndIncrement() == at) {
                            happened.set(true);
                            happening.accept(rig);
                        }
                    };
            rig.asterisk.call("sip1", state, dialled);
            finish(rig);
            rig.legs.calls().forEach(leg -> assertThat(leg.ending()).isNotEmpty());
            assertThat(rig.legs.calls()).allMatch(leg -> leg.reportsAfterEnd() == 0);
            assertThat(rig.best.lines).allMatch(line -> line.unheard.get() == 0);
            return happened.get();
        }
    }

    private static int failAtEach(Predicate<String> where) {
        for (int at = 0; at < MANY; at++) {
            int wanted = at;
            try (var rig = new CallsRig(SHORT)) {
                var requests = new AtomicInteger();
                var happened = new AtomicBoolean();
                rig.asterisk.refusal =
                        request -> {
                            if (where.test(request) && requests.getAndIncrement() == wanted) {
                                happened.set(true);
                                return Optional.of(new Reason.TimedOut());
                            }
                            return Optional.empty();
                        };
                rig.asterisk.call("sip1", "Ring", "910000001");
                finish(rig);
                if (!happened.get()) {
                    return at;
                }
            }
        }
        throw new AssertionError("a call has no end");
    }

    /// Lets the call come to its end, by a key that makes the assistant hang up where nothing else
    /// has ended it; deadlines pass meanwhile.
    private static void finish(CallsRig rig) {
        CallsRig.await(
                () -> {
                    if (!rig.legs.calls().isEmpty()) {
                        rig.best.lines.forEach(line -> line.press('1'));
                        rig.asterisk.press("sip1", '1');
                    }
                    rig.time.advance(Duration.ofMillis(200));
                    return !rig.asterisk.isThere("sip1") && rig.isTidy();
                });
    }
}
