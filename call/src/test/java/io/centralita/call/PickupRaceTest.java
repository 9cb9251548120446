package io.centralita.call;

import static io.centralita.call.WarmRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// The stream's coming, the caller's going, the end of patience and the loss of the engine, all at
/// one moment: whoever is first, the caller gets one call or none, and the books agree.
class PickupRaceTest {
    private interface Step {
        void run() throws Exception;
    }

    @Property(tries = 300)
    void exactly_one_of_those_who_come_together_is_first(
            @ForAll @IntRange(max = 1_000_000) int seed, @ForAll @IntRange(max = 7) int who)
            throws Exception {
        var rig = new WarmRig(5);
        var id = "WB" + seed;
        rig.ring(id, WarmRig.FIXED);
        var session = rig.engine.session();
        session.post(new EngineEvent.Ready());
        await(() -> session.told().contains("greet"));
        session.say("Hola", Duration.ofMillis(200));
        var leg = new FakeLeg(id);
        var steps = new ArrayList<Step>(List.of(() -> rig.switchboard.accept(leg)));
        if ((who & 1) > 0) {
            steps.add(() -> rig.switchboard.gone(id));
        }
        if ((who & 2) > 0) {
            steps.add(() -> rig.time.advance(WarmRig.KEEP));
        }
        if ((who & 4) > 0) {
            steps.add(() -> session.post(new EngineEvent.Failed(new EngineFailure.Rejected("no"))));
        }
        together(steps, new Random(seed));

        leg.awaitOpen();
        boolean warm = rig.engine.sessions().size() == 1;
        await(() -> rig.outcome("used") + rig.outcome("wasted") + rig.outcome("failed") == 1);
        assertThat(rig.outcome("used")).isEqualTo(warm ? 1 : 0);
        assertThat(rig.prepared()).isEqualTo(1);
        assertThat(rig.switchboard.liveCalls()).isLessThanOrEqualTo(1);
        if (warm && who == 0) {
            assertThat(leg.hear()).isEqualTo(10);
        }
        if (!warm) {
            await(session::closed);
        }
        leg.hangUp();
        leg.hearUntilClosed();
        await(() -> rig.switchboard.liveCalls() == 0 && rig.switchboard.ringingCalls() == 0);
        assertThat(rig.engine.sessions()).allMatch(ScriptedEngine.Session::closed);
        assertThat(rig.gauge("centralita.warm.ringing")).isZero();
        await(() -> rig.gauge("centralita.calls.active") == 0);
    }

    @Test
    void a_thousand_callers_who_hang_up_before_the_answer_leave_nothing() throws Exception {
        var rig = new WarmRig(20);
        var random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            var id = "WC" + i;
            var ringing = rig.ring(id, WarmRig.FIXED);
            assertThat(ringing.prepared()).isTrue();
            var session = rig.engine.session();
            if (random.nextBoolean()) {
                session.post(new EngineEvent.Ready());
            }
            if (random.nextBoolean()) {
                session.say("Hola", Duration.ofMillis(random.nextInt(1, 300)));
            }
            ringing.gone();
            await(() -> rig.switchboard.ringingCalls() < 20);
        }
        await(() -> rig.switchboard.ringingCalls() == 0);
        assertThat(rig.engine.sessions()).hasSize(1_000).allMatch(ScriptedEngine.Session::closed);
        assertThat(rig.prepared()).isEqualTo(1_000);
        assertThat(rig.outcome("wasted")).isEqualTo(1_000);
        assertThat(rig.gauge("centralita.warm.ringing")).isZero();
        assertThat(rig.records.latest(2_000))
                .hasSize(1_000)
                .allMatch(report -> "hung-up-ringing".equals(report.reason()));
        await(() -> LiveThreads.named("WC") == 0);
    }

    private static void together(List<Step> steps, Random random) throws Exception {
        Collections.shuffle(steps, random);
        var barrier = new CyclicBarrier(steps.size());
        var threads = new ArrayList<Thread>();
        for (var step : steps) {
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            barrier.await();
                                            step.run();
                                        } catch (Exception e) {
                                            throw new AssertionError(e);
                                        }
                                    }));
        }
        for (var thread : threads) {
            thread.join();
        }
    }
}
