package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.LiveThreads;
import io.centralita.call.engine.EngineEvent;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CloseAtAnyMomentTest {
    @Property(tries = 60)
    void a_session_closed_at_any_moment_leaves_no_thread_and_no_recognition(
            @ForAll @IntRange(max = 7) int moments,
            @ForAll @IntRange(max = 5) int seen,
            @ForAll boolean held,
            @ForAll @IntRange(max = 300_000) int spins)
            throws InterruptedException {
        var rig = new PipelineRig();
        rig.chat.thenAsks("a");
        rig.chat.thenSays("Hay tres clientes. Y nada más que decir. ");
        rig.recogniser.texts.add("hola");
        if (held) {
            rig.out.hold();
        }
        rig.session.greet();
        if (moments > 0) {
            rig.speech(500);
        }
        if (moments > 1) {
            rig.silence(420);
        }
        if (moments > 2) {
            rig.speech(300);
        }
        if (moments > 3) {
            rig.silence(900);
        }
        if (moments > 4) {
            rig.session.toolFinished("a", "tres");
        }
        if (moments > 5) {
            rig.speech(300);
        }
        if (moments > 6) {
            rig.session.interrupted(1, Duration.ofMillis(100));
        }
        if (moments > 3 && !held) {
            PipelineRig.await(() -> rig.all.size() >= seen);
        }
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
        rig.session.close();
        int posted = rig.all.size();
        PipelineRig.await(() -> LiveThreads.named(rig.callId + "/") == 0);
        PipelineRig.await(() -> rig.recogniser.closed.get() == rig.recogniser.opened.get());
        assertThat(rig.all).hasSize(posted);
        assertThat(rig.all).noneMatch(EngineEvent.Failed.class::isInstance);
        assertThat(rig.out.ended()).isEqualTo(rig.out.count());
    }
}
