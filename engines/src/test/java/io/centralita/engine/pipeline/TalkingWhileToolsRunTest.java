package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.LiveThreads;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.CancelLookups;
import io.centralita.call.tool.ReadDigitsTool;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.Switchboard;
import io.centralita.engine.pipeline.ChatMessage.Told;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import io.centralita.engine.pipeline.ChatMessage.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A caller who goes on talking while tools run (D2 to D4, D7).
@Timeout(60)
class TalkingWhileToolsRunTest {
    private static final String ONE = "Tengo 1 herramienta ejecutándose.";
    private static final String TWO = "Tengo 2 herramientas ejecutándose.";

    private final PipelineRig rig = new PipelineRig();

    @AfterEach
    void nothing_is_left() {
        rig.close();
        PipelineRig.await(() -> LiveThreads.named(rig.callId + "/") == 0);
        rig.chat.requests.forEach(
                request -> assertThat(ChatJudge.faults(request.messages())).isEmpty());
        assertThat(rig.all).noneMatch(EngineEvent.Failed.class::isInstance);
    }

    /// The model has asked for these tools, and they run.
    private void running(String... ids) throws InterruptedException {
        rig.next(EngineEvent.Ready.class);
        rig.chat.thenAsks(ids);
        rig.callerSays("¿cuántos hay?");
        for (var id : ids) {
            assertThat(rig.next(EngineEvent.ToolRequested.class).call().id()).isEqualTo(id);
        }
        rig.next(EngineEvent.ReplyFinished.class);
        rig.recogniser.texts.clear();
    }

    /// @return what is said to it
    private String answerTo(String remark) throws InterruptedException {
        rig.callerSays(remark);
        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEqualTo(remark);
        var answer = nextAnswer();
        rig.recogniser.texts.clear();
        return answer;
    }

    private String nextAnswer() throws InterruptedException {
        rig.next(EngineEvent.ReplyStarted.class);
        var answer = new StringBuilder();
        while (true) {
            var event = rig.next(EngineEvent.class);
            if (event instanceof EngineEvent.AssistantSaid(_, var text)) {
                answer.append(answer.isEmpty() ? "" : " ").append(text);
            } else if (event instanceof EngineEvent.ReplyFinished) {
                return answer.toString();
            }
        }
    }

    private List<ChatMessage> lastMessages() {
        return rig.chat.requests.getLast().messages();
    }

    @Test
    void who_asks_whether_we_are_there_is_told_at_once_and_without_the_model() throws Exception {
        running("a");
        assertThat(answerTo("¿sigues ahí?")).contains(ONE);
        assertThat(rig.chat.requests).hasSize(1);
        assertThat(rig.voice.spoken).anySatisfy(said -> assertThat(said).contains(ONE));

        rig.chat.thenSays("Hay tres.");
        rig.session.toolFinished("a", "Son tres.");
        assertThat(nextAnswer()).isEqualTo("Hay tres.");
    }

    @Test
    void who_is_asked_for_keys_and_speaks_instead_is_answered_by_the_model_alone()
            throws Exception {
        rig.next(EngineEvent.Ready.class);
        rig.chat.then((_, sink) -> sink.toolCall(new ToolCall("k", ReadDigitsTool.NAME, "{}")));
        rig.callerSays("quiero pagar");
        rig.next(EngineEvent.ToolRequested.class);
        rig.next(EngineEvent.ReplyFinished.class);
        rig.recogniser.texts.clear();

        rig.callerSays("es el uno dos tres");
        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEqualTo("es el uno dos tres");
        rig.chat.thenSays("Gracias.");
        rig.session.toolFinished("k", "They spoke instead.");

        assertThat(nextAnswer()).isEqualTo("Gracias.");
        assertThat(rig.voice.spoken).containsExactly("Gracias.");
        assertThat(lastMessages()).contains(new User("es el uno dos tres"));
    }

    @Test
    void how_much_is_still_running_is_counted_anew_each_time() throws Exception {
        running("a", "b");
        var first = answerTo("¿sigues ahí?");
        assertThat(first).contains(TWO);
        rig.session.toolFinished("b", "Las diez.");
        var second = answerTo("¿sigues ahí?");
        assertThat(second).contains(ONE);
        assertThat(second.replace(ONE, "")).isNotEqualTo(first.replace(TWO, ""));
    }

    @Test
    void the_final_answer_is_composed_with_all_results_and_all_that_was_said() throws Exception {
        running("a", "b");
        rig.session.switchboardSaid("Un momento.");
        rig.session.toolFinished("b", "Las diez.");
        var greeting = answerTo("hola");
        var noted = answerTo("¿y cuántos routers hay?");
        assertThat(noted).containsIgnoringCase("te respondo en cuanto").contains(ONE);
        var other = answerTo("mi router tiene una luz roja");
        assertThat(rig.chat.requests).hasSize(1);

        rig.chat.thenSays("Hay tres clientes y seis routers.");
        rig.session.toolFinished("a", "Son tres.");

        assertThat(nextAnswer()).isEqualTo("Hay tres clientes y seis routers.");
        assertThat(lastMessages().subList(0, lastMessages().size() - 1))
                .containsExactly(
                        new User("¿cuántos hay?"),
                        new Assistant(
                                "",
                                List.of(
                                        new ToolCall("a", "consultar_mikrotik", "{}"),
                                        new ToolCall("b", "consultar_mikrotik", "{}"))),
                        new ToolResult("a", "Son tres."),
                        new ToolResult("b", "Las diez."),
                        new Switchboard("Un momento."),
                        new User("hola"),
                        new Switchboard(greeting),
                        new User("¿y cuántos routers hay?"),
                        new Switchboard(noted),
                        new User("mi router tiene una luz roja"),
                        new Switchboard(other));
        assertThat(lastMessages().getLast()).isInstanceOf(Told.class);
    }

    @Test
    void who_says_forget_it_is_told_so_and_the_call_cancels_what_runs() throws Exception {
        running("a", "b");
        rig.callerSays("olvídalo");
        var cancel = rig.next(EngineEvent.ToolRequested.class).call();
        assertThat(cancel.name()).isEqualTo(CancelLookups.NAME);
        assertThat(nextAnswer()).contains("2 consultas");

        // What the call answers to that, and a result that comes all the same.
        rig.session.toolFinished("a", "De acuerdo, dejo esa consulta.");
        rig.session.toolFinished("b", "De acuerdo, dejo esa consulta.");
        rig.session.toolFinished(cancel.id(), "Cancelled: 2.");
        rig.session.toolFinished("a", "Son tres.");

        rig.recogniser.texts.clear();
        rig.chat.thenSays("Son las diez.");
        rig.callerSays("¿qué hora es?");
        rig.next(EngineEvent.CallerSaid.class);
        assertThat(nextAnswer()).isEqualTo("Son las diez.");
        assertThat(rig.chat.requests).hasSize(2);
        assertThat(lastMessages())
                .contains(
                        new ToolResult("a", ToolResult.CANCELLED),
                        new ToolResult("b", ToolResult.CANCELLED),
                        new User("olvídalo"))
                .doesNotContain(new ToolResult("a", "Son tres."))
                .endsWith(new User("¿qué hora es?"));
    }

    @Test
    void who_wants_something_else_instead_is_answered_that_by_the_model() throws Exception {
        running("a");
        rig.chat.thenSays("Son las diez.");
        rig.callerSays("olvídalo, mejor dime la hora");
        assertThat(rig.next(EngineEvent.ToolRequested.class).call().name())
                .isEqualTo(CancelLookups.NAME);
        assertThat(nextAnswer()).isEqualTo("Son las diez.");
        assertThat(lastMessages())
                .endsWith(
                        new ToolResult("a", ToolResult.CANCELLED),
                        new User("olvídalo, mejor dime la hora"));
    }

    @Test
    void who_says_goodbye_does_not_have_to_wait_for_the_tools() throws Exception {
        running("a");
        rig.chat.then(
                (_, sink) -> {
                    sink.text("Hasta luego.");
                    sink.farewell();
                });
        rig.callerSays("adiós");
        assertThat(rig.next(EngineEvent.ToolRequested.class).call().name())
                .isEqualTo(CancelLookups.NAME);
        rig.next(EngineEvent.Farewell.class);
    }

    @Test
    void who_forgets_a_question_before_its_answer_is_composed_is_not_told_it() throws Exception {
        running("a");
        rig.recogniser.texts.add("olvídalo");
        rig.speech(600);
        rig.next(EngineEvent.CallerSpeechStarted.class);
        rig.session.toolFinished("a", "Son tres.");
        rig.silence(900);
        rig.next(EngineEvent.CallerSaid.class);
        assertThat(nextAnswer()).contains("cancelad");
        assertThat(rig.chat.requests).hasSize(1);
        assertThat(rig.all)
                .filteredOn(EngineEvent.ToolRequested.class::isInstance)
                .hasSize(1); // there is nothing to cancel any more
    }

    @Test
    void who_is_not_understood_is_told_that_it_goes_on() throws Exception {
        running("a");
        rig.callerSays("");
        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEmpty();
        assertThat(nextAnswer()).contains(ONE);
    }

    @Test
    void what_is_typed_is_answered_like_what_is_spoken() throws Exception {
        running("a");
        rig.session.ask(new Ask.Add(new HistoryEntry.CallerSaid("¿sigues ahí?")));
        rig.session.ask(new Ask.Respond(""));
        assertThat(nextAnswer()).contains(ONE);
        assertThat(rig.chat.requests).hasSize(1);

        rig.session.ask(new Ask.Add(new HistoryEntry.CallerSaid("cancela")));
        rig.session.ask(new Ask.Respond(""));
        assertThat(rig.next(EngineEvent.ToolRequested.class).call().name())
                .isEqualTo(CancelLookups.NAME);
        assertThat(nextAnswer()).contains("cancelad");
    }

    @Test
    void a_caller_who_goes_on_talking_is_answered_once_and_what_was_cut_was_not_said()
            throws Exception {
        running("a");
        rig.out.hold();
        rig.callerSays("¿sigues ahí?");
        PipelineRig.await(() -> rig.out.count() == 1);
        rig.recogniser.texts.clear();
        rig.callerSays("¿y qué hora es?");
        rig.out.letGo();
        rig.session.interrupted(1, Duration.ZERO);
        rig.next(EngineEvent.CallerSaid.class);
        rig.next(EngineEvent.CallerSaid.class);
        var noted = nextAnswer();
        assertThat(noted).containsIgnoringCase("te respondo en cuanto");

        rig.chat.thenSays("Hay tres y son las diez.");
        rig.session.toolFinished("a", "Son tres.");
        assertThat(nextAnswer()).isEqualTo("Hay tres y son las diez.");
        assertThat(lastMessages())
                .containsSequence(
                        new ToolResult("a", "Son tres."),
                        new User("¿sigues ahí?"),
                        new User("¿y qué hora es?"),
                        new Switchboard(noted));
    }

    @Test
    void a_model_that_counts_its_calls_from_nought_each_time_is_answered_each_time()
            throws Exception {
        running("call_0");
        rig.chat.thenAsks("call_0");
        rig.session.toolFinished("call_0", "uno");
        var second = rig.next(EngineEvent.ToolRequested.class).call();
        assertThat(second.id()).isNotEqualTo("call_0");
        rig.next(EngineEvent.ReplyFinished.class);
        rig.chat.thenSays("Ya está.");
        rig.session.toolFinished(second.id(), "dos");
        assertThat(nextAnswer()).isEqualTo("Ya está.");
        assertThat(lastMessages()).endsWith(new ToolResult(second.id(), "dos"));
    }

    @Test
    void a_model_that_asks_for_tools_without_end_has_to_answer_at_last() throws Exception {
        running("t0");
        for (int i = 1; i < Conversation.MOST_ROUNDS; i++) {
            rig.chat.thenAsks("t" + i);
            rig.session.toolFinished("t" + (i - 1), "Not run.");
            rig.next(EngineEvent.ToolRequested.class);
            rig.next(EngineEvent.ReplyFinished.class);
        }
        rig.chat.thenAsks("too many");
        rig.session.toolFinished("t" + (Conversation.MOST_ROUNDS - 1), "Not run.");
        assertThat(nextAnswer()).contains("no tengo");
        assertThat(rig.chat.requests.getLast().tools()).isEmpty();
    }

    @Test
    void results_after_the_end_harm_nothing() throws Exception {
        running("a");
        rig.session.close();
        rig.session.toolFinished("a", "Son tres.");
        PipelineRig.await(() -> LiveThreads.named(rig.callId + "/") == 0);
        assertThat(rig.chat.requests).hasSize(1);
    }
}
