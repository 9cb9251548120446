package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.LiveThreads;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.call.tool.ToolCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineSessionTest {
    private final PipelineRig rig = new PipelineRig();

    @AfterEach
    void nothing_is_left() {
        rig.close();
        PipelineRig.await(() -> LiveThreads.named(rig.callId + "/") == 0);
        PipelineRig.await(() -> rig.recogniser.closed.get() == rig.recogniser.opened.get());
        assertThat(rig.out.ended()).isEqualTo(rig.out.count());
    }

    private void ready() throws InterruptedException {
        rig.next(EngineEvent.Ready.class);
    }

    @Test
    void greets_when_asked_to() throws Exception {
        ready();
        rig.session.greet();
        assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).isEqualTo("Hola.");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.out.length(1)).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void a_question_is_heard_understood_and_answered_sentence_by_sentence() throws Exception {
        ready();
        rig.chat.then(
                (_, sink) -> {
                    sink.text("Hay tres. Y ");
                    sink.text("dos más");
                });
        rig.callerSays("¿cuántos hay?");
        rig.next(EngineEvent.CallerSpeechStarted.class);
        var silence = rig.next(EngineEvent.CallerSpeechEnded.class).silence();
        assertThat(silence).isBetween(Duration.ofMillis(560), Duration.ofMillis(660));
        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEqualTo("¿cuántos hay?");
        assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).isEqualTo("Hay tres.");
        assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).isEqualTo("Y dos más");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.chat.requests.getFirst().messages())
                .containsExactly(new ChatMessage.User("¿cuántos hay?"));
        assertThat(rig.recogniser.opened).hasValue(1);
        assertThat(rig.recogniser.lastSamples).isBetween(16_000, 24_000);
    }

    @Test
    void a_guess_at_a_pause_is_thrown_away_when_the_caller_goes_on() throws Exception {
        ready();
        rig.chat.thenSays("Bien.");
        rig.recogniser.texts.add("todo junto");
        rig.speech(700);
        rig.silence(420);
        PipelineRig.await(() -> rig.recogniser.finished.get() == 1);
        rig.speech(700);
        rig.silence(900);
        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEqualTo("todo junto");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.recogniser.opened).hasValue(2);
        // The second recognition was told everything from the beginning.
        assertThat(rig.recogniser.lastSamples).isGreaterThan(28_000);
        assertThat(rig.chat.requests).hasSize(1);
        assertThat(rig.all)
                .filteredOn(EngineEvent.CallerSpeechStarted.class::isInstance)
                .hasSize(1);
    }

    @Test
    void a_guess_that_takes_long_does_not_keep_the_ear_from_hearing_on() throws Exception {
        ready();
        rig.recogniser.hang = true;
        rig.recogniser.texts.add("todo");
        rig.chat.thenSays("Bien.");
        rig.speech(700);
        rig.silence(420);
        PipelineRig.await(() -> rig.recogniser.opened.get() == 1);
        rig.speech(700);
        PipelineRig.await(() -> rig.recogniser.opened.get() == 2);
        rig.recogniser.hang = false;
        rig.silence(900);
        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEqualTo("todo");
        rig.next(EngineEvent.ReplyFinished.class);
    }

    @Test
    void a_caller_who_interrupts_stops_voice_and_model_and_the_history_keeps_what_was_heard()
            throws Exception {
        ready();
        var interrupted = new CountDownLatch(1);
        rig.out.hold();
        rig.chat.then(
                (_, sink) -> {
                    try {
                        sink.text("Primera frase. Segunda frase muy larga. Tercera. ");
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                });
        rig.chat.thenSays("Claro.");
        rig.callerSays("una pregunta");
        PipelineRig.await(() -> rig.out.count() == 1);
        rig.recogniser.texts.clear();
        rig.callerSays("otra pregunta");
        interrupted.await();
        rig.out.letGo();
        rig.next(EngineEvent.CallerSaid.class);
        assertThat(rig.next(EngineEvent.CallerSaid.class).text()).isEqualTo("otra pregunta");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.voice.spoken).containsExactly("Primera frase.", "Claro.");
        assertThat(rig.chat.requests.getLast().messages())
                .containsExactly(
                        new ChatMessage.User("una pregunta"),
                        new ChatMessage.Assistant("Primera frase.", List.of()),
                        new ChatMessage.User("otra pregunta"));
    }

    @Test
    void what_the_caller_did_not_hear_is_cut_from_the_history_at_a_word() throws Exception {
        ready();
        rig.chat.thenSays("Hola a todos. Esto es una frase. Nadie la oye. ");
        rig.callerSays("uno");
        rig.next(EngineEvent.ReplyFinished.class);
        // "Hola a todos." is 13 characters of 50 ms; then nine of the next sentence's 18.
        rig.session.interrupted(1, Duration.ofMillis((13 + 9) * 50));
        rig.recogniser.texts.clear();
        rig.chat.thenSays("Sí.");
        rig.callerSays("dos");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.chat.requests.getLast().messages())
                .contains(new ChatMessage.Assistant("Hola a todos. Esto es", List.of()));
    }

    @Test
    void what_was_not_heard_at_all_was_not_said() throws Exception {
        ready();
        rig.chat.thenSays("Nadie lo oye.");
        rig.callerSays("uno");
        rig.next(EngineEvent.ReplyFinished.class);
        rig.session.interrupted(1, Duration.ZERO);
        rig.chat.thenSays("Sí.");
        rig.callerSays("uno");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.chat.requests.getLast().messages())
                .containsExactly(new ChatMessage.User("uno"), new ChatMessage.User("uno"));
    }

    @Test
    void an_utterance_that_the_call_cuts_is_not_spoken_on() throws Exception {
        ready();
        rig.out.cutAll();
        rig.chat.thenSays("Una. Dos. Tres. ");
        rig.callerSays("hola");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.voice.spoken).containsExactly("Una.");
    }

    @Test
    void tools_are_asked_and_their_results_spoken_in_a_valid_history() throws Exception {
        ready();
        rig.chat.then(
                (_, sink) -> {
                    sink.text("Lo miro.");
                    sink.toolCall(new ToolCall("a", "consultar_mikrotik", "{}"));
                    sink.toolCall(new ToolCall("b", "get_current_time", "{}"));
                    sink.toolCall(new ToolCall("a", "consultar_mikrotik", "{}"));
                });
        rig.chat.thenSays("Hay tres.");
        rig.callerSays("¿cuántos?");
        assertThat(rig.next(EngineEvent.ToolRequested.class).call().id()).isEqualTo("a");
        assertThat(rig.next(EngineEvent.ToolRequested.class).call().id()).isEqualTo("b");
        rig.next(EngineEvent.ReplyFinished.class);
        rig.session.toolFinished("b", "Las diez.");
        rig.session.toolFinished("b", "Las once.");
        rig.session.toolFinished("unknown", "Nada.");
        rig.session.toolFinished("a", "Son tres.");
        assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).isEqualTo("Hay tres.");
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.chat.requests.getLast().messages())
                .containsExactly(
                        new ChatMessage.User("¿cuántos?"),
                        new ChatMessage.Assistant(
                                "Lo miro.",
                                List.of(
                                        new ToolCall("a", "consultar_mikrotik", "{}"),
                                        new ToolCall("b", "get_current_time", "{}"))),
                        new ChatMessage.ToolResult("a", "Son tres."),
                        new ChatMessage.ToolResult("b", "Las diez."));
    }

    @Test
    void a_result_that_comes_while_the_caller_speaks_waits_for_the_end_of_the_turn()
            throws Exception {
        ready();
        rig.chat.thenAsks("a");
        rig.callerSays("¿cuántos?");
        rig.next(EngineEvent.ToolRequested.class);
        rig.recogniser.texts.clear();
        rig.recogniser.texts.add("espera");
        rig.speech(600);
        rig.next(EngineEvent.CallerSpeechStarted.class);
        rig.session.toolFinished("a", "Son tres.");
        rig.speech(400);
        assertThat(rig.chat.requests).hasSize(1);
        rig.chat.thenSays("Hay tres.");
        rig.silence(900);
        rig.next(EngineEvent.AssistantSaid.class);
        assertThat(rig.chat.requests).hasSize(2);
        assertThat(rig.chat.requests.getLast().messages())
                .endsWith(
                        new ChatMessage.ToolResult("a", "Son tres."),
                        new ChatMessage.User("espera"));
    }

    @Test
    void a_result_that_comes_while_a_turn_is_recognised_is_answered_together_with_it()
            throws Exception {
        ready();
        rig.chat.thenAsks("a");
        rig.callerSays("¿cuántos?");
        rig.next(EngineEvent.ToolRequested.class);
        rig.recogniser.texts.clear();
        rig.recogniser.hang = true;
        rig.chat.thenSays("Hay tres.");
        rig.callerSays("espera");
        rig.next(EngineEvent.CallerSpeechStarted.class);
        rig.session.toolFinished("a", "Son tres.");
        rig.next(EngineEvent.CallerSpeechEnded.class);
        rig.recogniser.hangs.countDown();
        rig.next(EngineEvent.AssistantSaid.class);
        assertThat(rig.chat.requests).hasSize(2);
        assertThat(rig.chat.requests.getLast().messages())
                .endsWith(
                        new ChatMessage.ToolResult("a", "Son tres."),
                        new ChatMessage.User("espera"));
    }

    @Test
    void what_is_not_understood_is_said_so_ever_more_plainly() throws Exception {
        ready();
        for (int i = 0; i < 4; i++) {
            rig.callerSays("");
            rig.next(EngineEvent.CallerSaid.class);
            rig.next(EngineEvent.ReplyFinished.class);
        }
        assertThat(rig.voice.spoken.getFirst())
                .isEqualTo("No te entendí, ¿puedes decirlo de otra forma?");
        assertThat(rig.all)
                .filteredOn(EngineEvent.AssistantSaid.class::isInstance)
                .extracting(Object::toString)
                .doesNotHaveDuplicates();
        assertThat(rig.voice.spoken).anySatisfy(text -> assertThat(text).contains("frase corta"));
        assertThat(rig.chat.requests).isEmpty();
    }

    @Test
    void a_model_without_a_word_does_not_leave_the_caller_in_silence() throws Exception {
        ready();
        rig.chat.then((_, _) -> {});
        rig.callerSays("hola");
        assertThat(rig.next(EngineEvent.AssistantSaid.class).text()).contains("no tengo");
        rig.next(EngineEvent.ReplyFinished.class);
    }

    @Test
    void a_farewell_follows_the_last_words() throws Exception {
        ready();
        rig.chat.then(
                (_, sink) -> {
                    sink.text("Adiós.");
                    sink.farewell();
                    sink.used(Usage.ofText("chat", 10, 2, 3));
                });
        rig.callerSays("adiós");
        assertThat(rig.next(EngineEvent.Used.class))
                .isEqualTo(new EngineEvent.Used(Usage.ofText("chat", 10, 2, 3)));
        rig.next(EngineEvent.AssistantSaid.class);
        rig.next(EngineEvent.Farewell.class);
    }

    @Test
    void what_hearing_and_speaking_use_is_told_once_a_turn() throws Exception {
        ready();
        var heard = new Usage("ears", Map.of(UsageKind.TRANSCRIBED_MS, 1_300L));
        var spoken = new Usage("voice", Map.of(UsageKind.SPOKEN_CHARACTERS, 5L));
        rig.recogniser.uses = List.of(heard);
        rig.voice.uses = List.of(spoken);
        rig.chat.thenSays("Bien.");
        rig.callerSays("hola"); // recognised at the pause, and asked for once more at its end
        rig.next(EngineEvent.ReplyFinished.class);
        assertThat(rig.all)
                .filteredOn(EngineEvent.Used.class::isInstance)
                .containsExactly(new EngineEvent.Used(heard), new EngineEvent.Used(spoken));
    }

    @Test
    void audio_that_cannot_be_taken_pushes_out_the_oldest_and_is_counted() throws Exception {
        ready();
        rig.recogniser.holdOpening = true;
        rig.silence(300);
        rig.speech(600);
        PipelineRig.await(() -> rig.recogniser.opened.get() == 1);
        rig.silence(15_000);
        assertThat(rig.session.droppedFrames()).isBetween(200L, 300L);
        rig.recogniser.hangs.countDown();
    }
}
