package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.LiveThreads;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a peer that speaks in events asks of a session.
@Timeout(60)
class PipelineAsksTest {
    private static final TurnTaking BY_HAND = new TurnTaking(false, false, false, false, null);

    private final PipelineRig rig = new PipelineRig();

    @AfterEach
    void nothing_is_left() {
        rig.close();
        PipelineRig.await(() -> LiveThreads.named(rig.callId + "/") == 0);
        PipelineRig.await(() -> rig.recogniser.closed.get() == rig.recogniser.opened.get());
        assertThat(rig.out.ended()).isEqualTo(rig.out.count());
    }

    @Test
    void a_typed_message_is_answered_when_an_answer_is_asked_for() throws Exception {
        rig.chat.thenSays("Hay tres.");
        type("¿cuántos hay?");
        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEqualTo("¿cuántos hay?");
        assertThat(rig.chat.requests).isEmpty();

        ask(new Ask.Respond(""));

        rig.next(EngineEvent.ReplyStarted.class);
        assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).isEqualTo("Hay tres.");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.chat.requests.getFirst().messages())
                .containsExactly(new ChatMessage.User("¿cuántos hay?"));
    }

    @Test
    void instructions_for_one_answer_hold_for_that_one_alone() throws Exception {
        rig.chat.thenSays("Una.");
        rig.chat.thenSays("Dos.");
        configure(conduct("siempre", TurnTaking.AUTOMATIC, true));
        ask(new Ask.Respond("solo ahora"));
        rig.next(EngineEvent.ReplyFinished.class);
        ask(new Ask.Respond(""));
        rig.next(EngineEvent.ReplyFinished.class);

        assertThat(rig.chat.requests)
                .extracting(ChatModel.Request::instructions)
                .containsExactly("solo ahora", "siempre");
    }

    @Test
    void another_configuration_holds_from_the_next_answer_on() throws Exception {
        rig.chat.thenSays("Una.");
        rig.chat.thenSays("Dos.");
        rig.callerSays("hola");
        rig.next(EngineEvent.ReplyFinished.class);
        configure(conduct("sé breve", TurnTaking.AUTOMATIC, true));
        rig.callerSays("hola");
        rig.next(EngineEvent.ReplyFinished.class);

        var second = rig.chat.requests.getLast();
        assertThat(second.instructions()).isEqualTo("sé breve");
        assertThat(second.tools()).extracting(ToolDefinition::name).containsExactly("mirar");
    }

    @Test
    void what_the_peer_knows_is_shown_to_the_model_tool_calls_with_their_answers()
            throws Exception {
        rig.chat.thenSays("Bien.");
        var earlier = new ToolCall("c1", "mirar", "{}");
        add(new HistoryEntry.Told("El cliente es Ana."));
        add(new HistoryEntry.ToolCalled(earlier));
        add(new HistoryEntry.AssistantSaid("Buenos días."));
        add(new HistoryEntry.ToolAnswered("c1", "todo bien"));
        add(new HistoryEntry.ToolAnswered("nobody asked", "x"));
        ask(new Ask.Respond(""));
        rig.next(EngineEvent.ReplyFinished.class);

        assertThat(rig.chat.requests.getFirst().messages())
                .containsExactly(
                        new ChatMessage.Told("El cliente es Ana."),
                        new ChatMessage.Assistant("Buenos días.", List.of()),
                        new ChatMessage.Assistant("", List.of(earlier)),
                        new ChatMessage.ToolResult("c1", "todo bien"));
    }

    @Test
    void a_cancelled_answer_is_over_and_not_tried_again() throws Exception {
        var never = new CountDownLatch(1);
        rig.chat.then((_, _) -> never.await());
        rig.chat.thenSays("Otra cosa.");
        ask(new Ask.Respond(""));
        rig.next(EngineEvent.ReplyStarted.class);
        PipelineRig.await(() -> rig.chat.requests.size() == 1);

        ask(new Ask.Cancel());

        rig.next(EngineEvent.ReplyFinished.class);
        ask(new Ask.Respond(""));
        assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).isEqualTo("Otra cosa.");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.all)
                .filteredOn(EngineEvent.ReplyStarted.class::isInstance)
                .hasSameSizeAs(rig.chat.requests)
                .hasSize(2);
    }

    @Test
    void an_answer_that_is_asked_for_and_cancelled_at_once_is_not_given() throws Exception {
        var never = new CountDownLatch(1);
        rig.chat.then((_, _) -> never.await());
        ask(new Ask.Respond(""));
        ask(new Ask.Cancel());
        rig.next(EngineEvent.ReplyFinished.class);
        type("sigo aquí");
        rig.next(EngineEvent.CallerSaid.class);
        assertThat(rig.out.count()).isZero();
    }

    @Test
    void a_turn_is_over_when_the_peer_says_so() throws Exception {
        configure(conduct("", BY_HAND, true));
        rig.recogniser.texts.add("a mano");
        rig.chat.thenSays("Bien.");
        rig.silence(100);
        rig.speech(600);
        rig.silence(1_500);
        rig.speech(600);
        ask(new Ask.EndTurn());
        ask(new Ask.Respond(""));

        assertThat(rig.next(EngineEvent.CallerSpeechEnded.class).silence()).isZero();
        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEqualTo("a mano");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.all).noneMatch(EngineEvent.CallerSpeechStarted.class::isInstance);
        assertThat(rig.chat.requests.getFirst().messages())
                .containsExactly(new ChatMessage.User("a mano"));
        assertThat(rig.recogniser.lastSamples).isBetween(2_700 * 16, 2_900 * 16);
    }

    @Test
    void a_turn_that_is_taken_back_was_never_said() throws Exception {
        configure(conduct("", BY_HAND, true));
        rig.recogniser.texts.add("lo segundo");
        rig.speech(900);
        ask(new Ask.ClearTurn());
        rig.speech(400);
        ask(new Ask.EndTurn());

        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEqualTo("lo segundo");
        assertThat(rig.recogniser.lastSamples).isLessThan(500 * 16);
    }

    @Test
    void a_caller_whose_speech_is_taken_back_gives_back_the_floor() throws Exception {
        rig.next(EngineEvent.Ready.class);
        rig.chat.thenSays("Por fin.");
        rig.silence(300);
        rig.speech(500);
        rig.next(EngineEvent.CallerSpeechStarted.class);
        ask(new Ask.Respond(""));
        ask(new Ask.ClearTurn());

        assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).isEqualTo("Por fin.");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.all).noneMatch(EngineEvent.CallerSaid.class::isInstance);
    }

    @Test
    void a_turn_that_the_peer_answers_itself_is_understood_and_left_alone() throws Exception {
        configure(conduct("", new TurnTaking(true, false, true, true, null), true));
        rig.callerSays("hola");
        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEqualTo("hola");
        assertThat(rig.chat.requests).isEmpty();

        rig.recogniser.texts.clear();
        rig.callerSays("");
        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEmpty();
        ask(new Ask.Respond(""));
        rig.next(EngineEvent.ReplyStarted.class);
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.voice.spoken).hasSize(1); // it says that it did not understand
        assertThat(rig.chat.requests).isEmpty();
    }

    @Test
    void who_may_not_interrupt_is_heard_after_the_answer() throws Exception {
        configure(conduct("", new TurnTaking(true, true, false, true, null), true));
        rig.out.hold();
        rig.chat.thenSays("Una respuesta larga.");
        rig.chat.thenSays("La segunda.");
        ask(new Ask.Respond(""));
        rig.next(EngineEvent.AssistantSaid.class);
        rig.callerSays("mientras");
        rig.next(EngineEvent.CallerSpeechEnded.class);
        rig.out.letGo();

        rig.next(EngineEvent.ReplyFinished.class);
        rig.next(EngineEvent.CallerSaid.class);
        assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).isEqualTo("La segunda.");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.out.length(1)).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void after_its_tools_it_goes_on_when_asked_and_not_before_the_last_result() throws Exception {
        configure(conduct("", new TurnTaking(true, true, true, false, null), true));
        rig.chat.thenAsks("a", "b");
        rig.chat.thenSays("Ya sé.");
        rig.callerSays("¿qué hay?");
        rig.next(EngineEvent.ToolRequested.class);
        rig.next(EngineEvent.ReplyFinished.class);
        rig.session.toolFinished("a", "uno");
        ask(new Ask.Respond(""));
        type("oye");
        rig.next(EngineEvent.CallerSaid.class);
        assertThat(rig.chat.requests).hasSize(1);

        rig.session.toolFinished("b", "dos");

        assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).isEqualTo("Ya sé.");
        rig.next(EngineEvent.ReplyFinished.class);
    }

    @Test
    void results_without_a_wish_for_an_answer_are_taken_in_silence() throws Exception {
        configure(conduct("", new TurnTaking(true, true, true, false, null), true));
        rig.chat.thenAsks("a");
        rig.chat.thenSays("Cuando quieras.");
        rig.callerSays("¿qué hay?");
        rig.next(EngineEvent.ReplyFinished.class);
        rig.session.toolFinished("a", "uno");
        type("sigo aquí");
        rig.next(EngineEvent.CallerSaid.class);
        assertThat(rig.chat.requests).hasSize(1);
        ask(new Ask.Respond(""));
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.chat.requests.getLast().messages())
                .contains(new ChatMessage.ToolResult("a", "uno"));
    }

    @Test
    void words_without_sound_are_an_utterance_without_audio() throws Exception {
        configure(conduct("", TurnTaking.AUTOMATIC, false));
        rig.chat.thenSays("Hay tres. Y dos más.");
        ask(new Ask.Respond(""));
        assertThat(rig.next(EngineEvent.AssistantSaid.class).utterance()).isEqualTo(1);
        assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).isEqualTo("Y dos más.");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.voice.spoken).isEmpty();
        assertThat(rig.out.length(1)).isZero();
        rig.session.interrupted(1, Duration.ZERO);
        rig.chat.thenSays("Sí.");
        ask(new Ask.Respond(""));
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.chat.requests.getLast().messages())
                .containsExactly(new ChatMessage.Assistant("Hay tres. Y dos más.", List.of()));
    }

    @Test
    void what_was_heard_may_be_corrected() throws Exception {
        rig.chat.thenSays("Hay tres. Y dos más.");
        rig.chat.thenSays("Sí.");
        ask(new Ask.Respond(""));
        rig.next(EngineEvent.ReplyFinished.class);
        rig.session.interrupted(1, Duration.ZERO);
        rig.session.interrupted(1, Duration.ofMillis(450));
        ask(new Ask.Respond(""));
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.chat.requests.getLast().messages())
                .containsExactly(new ChatMessage.Assistant("Hay tres.", List.of()));
    }

    private void type(String text) {
        add(new HistoryEntry.CallerSaid(text));
    }

    private void add(HistoryEntry entry) {
        ask(new Ask.Add(entry));
    }

    private void configure(Conduct conduct) {
        ask(new Ask.Configure(conduct));
    }

    private void ask(Ask ask) {
        rig.session.ask(ask);
    }

    private static Conduct conduct(String instructions, TurnTaking turns, boolean speaks) {
        var look = new ToolDefinition("mirar", "", JsonNodeFactory.instance.objectNode());
        return new Conduct(instructions, "", List.of(look), turns, speaks);
    }
}
