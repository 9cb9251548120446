package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.ItemState;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.ModelResponse;
import io.centralita.fake.model.server.Pace;
import io.centralita.fake.model.server.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The caller speaks over the model: what he did not hear is taken back, and nothing else is.
final class BargeInTest {
    private static final String LONG =
            "Su línea está activa desde las nueve y doce de la mañana, con buena señal.";
    private static final Settings AT_ONCE =
            Settings.DEFAULT.withBrain(PhoneBrain.saying(LONG)).withPace(Pace.AT_ONCE);

    /// The answer is still being made when the caller interrupts it.
    private static final Settings SLOW = AT_ONCE.withPace(new Pace(8));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_answer_under_way_stops_and_is_cut_at_what_was_heard(boolean serverTurns) {
        try (var rig = new OpenAiRig(SLOW, settings -> turnsBy(serverTurns, settings))) {
            var call = rig.greeted();
            call.turn();
            OpenAiRig.await(
                    "some of the answer",
                    () -> call.speech.length(2).compareTo(Duration.ofMillis(600)) > 0);
            call.speak(400);
            call.await(EngineEvent.CallerSpeechStarted.class, 2);
            call.session().interrupted(2, Duration.ofMillis(480));
            awaitCut(rig, 1, 480);
            call.pause(800);
            OpenAiRig.await("another answer", () -> call.said(3).equals(LONG));

            var answers = rig.server.connection(1).ask(ModelConversation::responsesFinished);
            assertThat(answers.get(1).status()).isEqualTo(ModelResponse.Status.CANCELLED);
            assertThat(spoken(rig))
                    .extracting(ItemState::truncated)
                    .containsExactly(false, true, false);
            assertThat(call.speech.faults()).isEmpty();
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_answer_under_way_of_which_nothing_was_heard_is_deleted(boolean serverTurns) {
        try (var rig = new OpenAiRig(SLOW, settings -> turnsBy(serverTurns, settings))) {
            var call = rig.greeted();
            call.turn();
            OpenAiRig.await("the beginning", () -> call.speech.count() == 2);
            call.speak(400);
            call.await(EngineEvent.CallerSpeechStarted.class, 2);
            call.session().interrupted(2, Duration.ZERO);
            OpenAiRig.await("deletion", () -> spoken(rig).get(1).deleted());
            call.pause(800);
            OpenAiRig.await("another answer", () -> call.said(3).equals(LONG));
            assertThat(spoken(rig)).noneMatch(ItemState::truncated);
            assertThat(spoken(rig))
                    .extracting(ItemState::deleted)
                    .containsExactly(false, true, false);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void an_answer_that_is_complete_is_cut_as_well() {
        try (var rig = new OpenAiRig(AT_ONCE)) {
            var call = answered(rig);
            call.session().interrupted(2, Duration.ofMillis(1_234));
            awaitCut(rig, 1, 1_234);
            assertThat(spoken(rig).getFirst().truncated()).isFalse();
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void an_answer_that_is_complete_and_was_not_heard_is_deleted() {
        try (var rig = new OpenAiRig(AT_ONCE)) {
            var call = answered(rig);
            call.session().interrupted(2, Duration.ZERO);
            OpenAiRig.await("deletion", () -> spoken(rig).get(1).deleted());
            assertThat(spoken(rig)).noneMatch(ItemState::truncated);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void what_was_heard_to_its_end_or_beyond_is_left_alone() {
        try (var rig = new OpenAiRig(AT_ONCE)) {
            var call = answered(rig);
            call.session().interrupted(2, Duration.ofMillis(Brains.audioMs(LONG)));
            call.session().interrupted(2, Duration.ofMinutes(5));
            call.session().interrupted(77, Duration.ofMillis(100));
            call.turn(); // what was asked before is done by then
            call.await(EngineEvent.ReplyFinished.class, 3);
            assertThat(spoken(rig)).noneMatch(ItemState::truncated).noneMatch(ItemState::deleted);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void a_later_cut_only_ever_shortens() {
        try (var rig = new OpenAiRig(AT_ONCE)) {
            var call = answered(rig);
            call.session().interrupted(2, Duration.ofMillis(900));
            call.session().interrupted(2, Duration.ofMillis(1_500));
            call.session().interrupted(2, Duration.ofMillis(900));
            call.session().interrupted(2, Duration.ofMillis(300));
            awaitCut(rig, 1, 300);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void the_peers_own_word_on_what_it_played_counts_the_same() {
        try (var rig = new OpenAiRig(AT_ONCE)) {
            var call = answered(rig);
            call.session().ask(new io.centralita.call.engine.Ask.Heard(2, Duration.ofMillis(700)));
            awaitCut(rig, 1, 700);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    private static TestCall answered(OpenAiRig rig) {
        var call = rig.greeted();
        call.turn();
        call.await(EngineEvent.ReplyFinished.class, 2);
        return call;
    }

    private static void awaitCut(OpenAiRig rig, int index, int ms) {
        OpenAiRig.await(
                "a cut at " + ms,
                () -> {
                    var item = spoken(rig).get(index);
                    return item.truncated() && item.audioMs() == ms;
                });
    }

    /// What the model said on the first connection.
    private static List<ItemState> spoken(OpenAiRig rig) {
        return rig.server.connection(1).ask(ModelConversation::everyItem).stream()
                .filter(
                        item ->
                                item.item() instanceof io.centralita.fake.model.Item.Message message
                                        && message.role()
                                                == io.centralita.fake.model.Role.ASSISTANT)
                .toList();
    }

    private static OpenAiSettings turnsBy(boolean server, OpenAiSettings settings) {
        var o = settings.options();
        return new OpenAiSettings(
                settings.name(),
                settings.baseUrl(),
                settings.apiKey(),
                settings.auth(),
                new SessionOptions(
                                o.model(),
                                o.voice(),
                                o.speed(),
                                o.turnDetection(),
                                o.threshold(),
                                o.prefixPadding(),
                                o.silence(),
                                o.idleTimeout(),
                                o.eagerness(),
                                server,
                                o.noiseReduction(),
                                o.transcription(),
                                o.effort(),
                                o.maxOutputTokens())
                        .with(Map.of()),
                settings.patience());
    }
}
