package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.TurnTaking;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.server.Settings;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the peer of a leg may ask beyond speaking reaches the model, and comes to its end.
final class AsksTest {
    private static final TurnTaking BY_HAND = new TurnTaking(false, false, true, false, null);

    @Test
    void a_typed_message_is_part_of_the_conversation_and_answered_when_asked_for() {
        try (var rig = new OpenAiRig(Settings.DEFAULT.withBrain(Brains.echo()))) {
            var call = rig.dial(settings(TurnTaking.AUTOMATIC, true));
            call.await(EngineEvent.Ready.class);
            call.session().ask(new Ask.Add(new HistoryEntry.CallerSaid("¿Está activa?")));
            call.session().ask(new Ask.Respond(""));
            call.await(EngineEvent.ReplyFinished.class);

            assertThat(call.said()).isEqualTo("¿Está activa?");
            assertThat(call.all(EngineEvent.CallerSaid.class))
                    .containsExactly(new EngineEvent.CallerSaid("¿Está activa?"));
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void a_turn_ended_by_hand_is_confirmed_before_its_words_and_answered_when_asked_for() {
        try (var rig = new OpenAiRig(Settings.DEFAULT.withBrain(PhoneBrain.saying("Sí.")))) {
            var call = rig.dial(settings(BY_HAND, true));
            call.await(EngineEvent.Ready.class);
            call.speak(400);
            call.session().ask(new Ask.EndTurn());
            call.session().ask(new Ask.Respond(""));
            call.await(EngineEvent.ReplyFinished.class, 1);
            call.await(EngineEvent.CallerSaid.class);
            call.awaitLastWords("Sí.");

            assertThat(call.all(EngineEvent.CallerSpeechStarted.class)).isEmpty();
            assertThat(call.all(EngineEvent.CallerSpeechEnded.class))
                    .containsExactly(new EngineEvent.CallerSpeechEnded(Duration.ZERO));
            var events = call.events();
            assertThat(events.indexOf(call.all(EngineEvent.CallerSpeechEnded.class).getFirst()))
                    .isLessThan(events.indexOf(call.all(EngineEvent.CallerSaid.class).getFirst()));
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void words_without_sound_are_an_utterance_too() {
        try (var rig = new OpenAiRig(Settings.DEFAULT.withBrain(PhoneBrain.saying("Está bien.")))) {
            var call = rig.dial(settings(TurnTaking.AUTOMATIC, false));
            call.await(EngineEvent.Ready.class);
            call.session().ask(new Ask.Add(new HistoryEntry.CallerSaid("Hola")));
            call.session().ask(new Ask.Respond(""));
            call.await(EngineEvent.ReplyFinished.class);

            assertThat(call.said()).isEqualTo("Está bien.");
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void an_answer_that_was_asked_for_before_the_result_is_there_waits_for_it() {
        var brain = PhoneBrain.lookingUp(PhoneBrain.call("consultar", "{}"));
        try (var rig = new OpenAiRig(Settings.DEFAULT.withBrain(brain))) {
            var call = rig.dial(settings(BY_HAND, true));
            call.await(EngineEvent.Ready.class);
            call.session().ask(new Ask.Add(new HistoryEntry.CallerSaid("¿Está activa?")));
            call.session().ask(new Ask.Respond(""));
            var asked = call.await(EngineEvent.ToolRequested.class).call();
            call.await(EngineEvent.ReplyFinished.class);
            call.session().ask(new Ask.Respond(""));
            call.session().toolFinished(asked.id(), "Está activa.");

            call.awaitLastWords("Está activa.");
            assertThat(rig.server.connection(1).ask(ModelConversation::responsesCreated))
                    .hasSize(2);
            HappyTurnTest.wellBehaved(rig);
        }
    }

    @Test
    void what_is_cancelled_ends_and_is_not_tried_again() {
        var brain =
                PhoneBrain.saying("Una respuesta tan larga que nadie la espera hasta el final.");
        try (var rig = new OpenAiRig(Settings.DEFAULT.withBrain(brain))) {
            var call = rig.dial(settings(BY_HAND, true));
            call.await(EngineEvent.Ready.class);
            call.session().ask(new Ask.Respond(""));
            call.await(EngineEvent.ReplyStarted.class);
            call.session().ask(new Ask.Cancel());
            call.await(EngineEvent.ReplyFinished.class);

            assertThat(rig.server.connection(1).ask(ModelConversation::responsesCreated))
                    .hasSize(1);
        }
    }

    @Test
    void another_configuration_holds_from_then_on() {
        try (var rig = new OpenAiRig(Settings.DEFAULT.withBrain(PhoneBrain.saying("Sí.")))) {
            var call = rig.dial(settings(BY_HAND, true));
            call.await(EngineEvent.Ready.class);
            call.session()
                    .ask(new Ask.Configure(new Conduct("Be brief.", "", List.of(), BY_HAND, true)));
            call.session().ask(new Ask.Respond(""));
            call.await(EngineEvent.ReplyFinished.class);

            assertThat(rig.server.connection(1).ask(ModelConversation::config).instructions())
                    .isEqualTo("Be brief.");
            HappyTurnTest.wellBehaved(rig);
        }
    }

    private static SessionSettings settings(TurnTaking turns, boolean speaks) {
        return new SessionSettings(
                "asks",
                Locale.of("es"),
                "",
                new Conduct("You help subscribers.", "", List.of(), turns, speaks),
                Map.of(),
                List.of(),
                AudioFormat.PCMU_8K);
    }
}
