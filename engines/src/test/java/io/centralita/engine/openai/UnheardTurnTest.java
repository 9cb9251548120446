package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.Moment;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The caller speaks, and no model hears it.
final class UnheardTurnTest {
    private static final String ANSWER = "Su línea está activa.";
    private static final Settings TALKS =
            Settings.DEFAULT.withBrain(PhoneBrain.saying(ANSWER)).keepingAudio();

    @Test
    void a_model_that_went_silent_while_it_listened_is_replaced_and_the_turn_told_to_the_next() {
        var plan = Plan.first(new Moment.ResponseEnds(1), new Misbehaviour.GoSilent());
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.greeted();
            // The turn is fed at once, and has to be later than the model's last word by the clock.
            OpenAiRig.settle(Duration.ofMillis(1_500));
            int first = call.fedFrames();
            call.turn();

            var ended = call.await(EngineEvent.CallerSpeechEnded.class);
            call.awaitLastWords(ANSWER);

            // The call knows since when the caller waits.
            assertThat(ended.silence()).isGreaterThanOrEqualTo(Vigil.GRACE.plus(Vigil.PROOF));
            assertThat(call.all(EngineEvent.CallerSpeechStarted.class)).hasSize(1);
            assertThat(call.all(EngineEvent.CallerSpeechEnded.class)).hasSize(1);
            assertThat(TestCall.Frames.numbers(rig.server.connection(2).appendedAudio()).getFirst())
                    .isLessThanOrEqualTo(first);
            assertThat(rig.server.connection(2).ask(ModelConversation::errors)).isEmpty();
            assertThat(rig.server.connections()).hasSize(2);
        }
    }

    @Test
    void what_is_said_while_no_connection_serves_is_told_to_the_call_at_once() {
        var plan =
                Plan.first(new Moment.ResponseEnds(1), new Misbehaviour.Reset())
                        .and(2, new Misbehaviour.SlowConnect(Duration.ofSeconds(2)));
        try (var rig = new OpenAiRig(TALKS.withPlan(plan))) {
            var call = rig.greeted();
            OpenAiRig.await("another attempt", () -> rig.server.connections().size() == 2);
            call.turn();

            call.await(EngineEvent.CallerSpeechStarted.class);
            call.await(EngineEvent.CallerSpeechEnded.class);
            assertThat(rig.server.connection(2).hasSession()).isFalse();
            call.awaitLastWords(ANSWER);

            assertThat(call.all(EngineEvent.CallerSpeechStarted.class)).hasSize(1);
            assertThat(call.all(EngineEvent.CallerSpeechEnded.class)).hasSize(1);
            assertThat(rig.server.connection(2).ask(ModelConversation::committed)).hasSize(1);
        }
    }
}
