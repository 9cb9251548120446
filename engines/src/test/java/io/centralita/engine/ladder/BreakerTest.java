package io.centralita.engine.ladder;

import static io.centralita.engine.ladder.LadderRig.LOST;
import static io.centralita.engine.ladder.LadderRig.await;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.ScriptedEngine;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BreakerTest {
    private static final EngineFailure DENIED = new EngineFailure.Rejected("401");

    private final LadderRig rig = new LadderRig();

    @Test
    void a_rung_that_failed_to_open_is_passed_over_by_the_next_calls() {
        firstRungFailsToOpen();
        try (var call = rig.another()) {
            call.open();
            assertThat(rig.first.sessions()).hasSize(1);
            assertThat(rig.second.sessions()).hasSize(2);
            rig.second.session().post(new EngineEvent.Ready());
            call.awaitEvent(EngineEvent.Ready.class);
            assertThat(call.events)
                    .containsExactly(
                            new EngineEvent.TakenOver("second", DENIED), new EngineEvent.Ready());
        }
    }

    @Test
    void after_the_cool_down_one_call_tries_it_again() {
        firstRungFailsToOpen();
        rig.time.advance(ofSeconds(60));
        try (var trying = rig.another();
                var passing = rig.another();
                var later = rig.another()) {
            trying.open();
            assertThat(rig.first.sessions()).hasSize(2);
            passing.open();
            assertThat(rig.first.sessions()).hasSize(2);
            rig.first.session().post(new EngineEvent.Ready());
            trying.awaitEvent(EngineEvent.Ready.class);
            later.open();
            assertThat(rig.first.sessions()).hasSize(3);
        }
    }

    @Test
    void a_call_that_ends_while_it_tries_lets_another_try() {
        firstRungFailsToOpen();
        rig.time.advance(ofSeconds(60));
        try (var leaving = rig.another();
                var trying = rig.another()) {
            leaving.open();
            leaving.hangUp();
            leaving.awaitNoThread();
            trying.open();
            assertThat(rig.first.sessions()).hasSize(3);
        }
    }

    @Test
    void a_provider_that_says_when_to_come_back_is_believed() {
        try (var call = rig.call) {
            call.open();
            rig.first
                    .session()
                    .post(new EngineEvent.Failed(new EngineFailure.RateLimited(ofSeconds(5))));
            await(() -> rig.second.sessions().size() == 1);
        }
        rig.time.advance(ofSeconds(5));
        try (var call = rig.another()) {
            call.open();
            assertThat(rig.first.sessions()).hasSize(2);
        }
    }

    @Test
    void a_failure_in_mid_call_keeps_nobody_away() {
        try (var call = rig.call) {
            call.open();
            rig.first.session().post(new EngineEvent.Ready());
            rig.first.session().post(new EngineEvent.Failed(LOST));
            await(() -> rig.second.sessions().size() == 1);
        }
        try (var call = rig.another()) {
            call.open();
            assertThat(rig.first.sessions()).hasSize(2);
        }
    }

    @Test
    void the_last_rung_is_tried_by_every_call() {
        for (int i = 0; i < 2; i++) {
            int calls = i + 1;
            try (var call = rig.another()) {
                call.open();
                if (calls == 1) {
                    rig.first.session().post(new EngineEvent.Failed(DENIED));
                    await(() -> rig.second.sessions().size() == 1);
                    rig.second.session().post(new EngineEvent.Failed(DENIED));
                }
                await(() -> rig.third.sessions().size() == calls);
                rig.third.session().post(new EngineEvent.Failed(LOST));
                call.awaitEvent(EngineEvent.Failed.class);
            }
        }
        assertThat(rig.first.sessions()).hasSize(1);
    }

    @Test
    void a_rung_that_may_not_serve_is_passed_over() {
        var paid = new ScriptedEngine("paid", AudioFormat.PCM_16K);
        var free = new ScriptedEngine("free", AudioFormat.PCM_16K);
        var ladder =
                new LadderEngine(
                        List.of(
                                new Rung(paid, () -> Optional.of("daily-cost-limit")),
                                Rung.of(free)),
                        LadderSettings.DEFAULTS,
                        rig.time);
        try (var _ = ladder.open(LadderRig.settings("any"), _ -> {}, new LadderRig.Out())) {
            assertThat(paid.sessions()).isEmpty();
            assertThat(free.sessions()).hasSize(1);
        }
    }

    @Test
    void a_rung_that_throws_while_it_opens_is_a_failed_one() {
        var broken =
                new Engine() {
                    @Override
                    public String name() {
                        return "broken";
                    }

                    @Override
                    public EngineSession open(
                            SessionSettings settings, EngineListener listener, SpeechOut speech) {
                        throw new IllegalStateException("no");
                    }
                };
        var ladder =
                new LadderEngine(
                        List.of(Rung.of(broken), Rung.of(rig.second)),
                        LadderSettings.DEFAULTS,
                        rig.time);
        try (var _ = ladder.open(LadderRig.settings("any"), _ -> {}, new LadderRig.Out())) {
            assertThat(rig.second.sessions()).hasSize(1);
        }
    }

    private void firstRungFailsToOpen() {
        try (var call = rig.call) {
            call.open();
            rig.first.session().post(new EngineEvent.Failed(DENIED));
            await(() -> rig.second.sessions().size() == 1);
        }
    }
}
