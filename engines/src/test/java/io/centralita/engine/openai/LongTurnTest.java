package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Settings;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Callers who say more than is kept.
final class LongTurnTest {
    private static final String ANSWER = "Entendido.";
    private static final Settings TALKS =
            Settings.DEFAULT.withBrain(PhoneBrain.saying(ANSWER)).keepingAudio();

    @Test
    void a_turn_longer_than_the_tape_loses_nothing_while_it_is_taken() {
        try (var rig = new OpenAiRig(TALKS)) {
            var call = rig.greeted();
            call.speak(500);
            call.await(EngineEvent.CallerSpeechStarted.class);
            call.speak(40_000);
            call.pause(800);
            call.awaitLastWords(ANSWER);
            assertThat(call.session().droppedFrames()).isZero();
            assertThat(rig.server.connection(1).appendedAudio()).isEqualTo(call.fed());
        }
    }

    @Test
    void what_nobody_took_for_longer_than_the_tape_is_dropped_and_counted() {
        var plan = Plan.first(new Misbehaviour.SlowConnect(Duration.ofSeconds(1)));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.dial();
            call.speak(35_000);
            assertThat(rig.server.connections().stream().filter(one -> one.hasSession())).isEmpty();
            call.await(EngineEvent.Ready.class);
            call.pause(800);
            var ended = call.await(EngineEvent.CallerSpeechEnded.class);
            call.awaitLastWords(ANSWER);

            assertThat(call.session().droppedFrames()).isEqualTo(250);
            assertThat(TestCall.Frames.numbers(rig.server.connection(1).appendedAudio()))
                    .containsExactlyElementsOf(IntStream.range(250, 1_790).boxed().toList());
            // The gap is no part of the delay.
            assertThat(ended.silence()).isLessThan(Duration.ofMillis(900));
        }
    }
}
