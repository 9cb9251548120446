package io.centralita.engine.pipeline;

import static io.centralita.engine.pipeline.PipelineRig.await;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.CallMetrics;
import io.centralita.call.FakeLeg;
import io.centralita.call.InMemoryRecords;
import io.centralita.call.ScriptedEngine;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.engine.ladder.LadderEngine;
import io.centralita.engine.ladder.LadderSettings;
import io.centralita.engine.ladder.Rung;
import io.centralita.media.AudioFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whole calls on a ladder: a speech model that is lost, and a pipeline under it.
@Timeout(60)
class LostEngineTest {
    private static final EngineEvent LOST =
            new EngineEvent.Failed(new EngineFailure.Unreachable("wss://model", null));

    private final ScriptedEngine model = new ScriptedEngine("model", AudioFormat.PCM_24K);
    private final ScriptedChat chat = new ScriptedChat();
    private final ScriptedRecogniser recogniser = new ScriptedRecogniser();
    private final ScriptedVoice voice = new ScriptedVoice();
    private final CountDownLatch toolMayAnswer = new CountDownLatch(1);
    private final InMemoryRecords records = new InMemoryRecords();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeLeg leg = new FakeLeg("CA1");
    private final Switchboard switchboard = switchboard();

    @AfterEach
    void close() {
        toolMayAnswer.countDown();
        switchboard.close();
    }

    @Test
    void the_caller_is_told_and_answered_by_the_next_engine() throws Exception {
        greeted();
        chat.thenSays("Hay 221 clientes.");
        callerAsks();
        model.session().post(LOST);
        await(() -> heard("Hay 221 clientes."));
        leg.hangUp();
        leg.awaitClosed();
        await(() -> switchboard.liveCalls() == 0);

        var report = report();
        assertThat(report.engine()).isEqualTo("pipeline");
        assertThat(report.turns().stream().map(Turn::who).toList())
                .containsExactly(
                        CallReport.Who.ASSISTANT,
                        CallReport.Who.CALLER,
                        CallReport.Who.SWITCHBOARD,
                        CallReport.Who.ASSISTANT);
        assertThat(report.turns().get(2).text()).contains("Disculpa");
        assertThat(model.session().closed()).isTrue();
        assertThat(chat.requests.getFirst().messages())
                .containsExactly(
                        new ChatMessage.Assistant("Hola.", List.of()),
                        new ChatMessage.User("¿cuántos hay?"),
                        new ChatMessage.Switchboard(report.turns().get(2).text()));
        assertThat(
                        meters.get("centralita.engine.takeovers")
                                .tag("engine", "pipeline")
                                .counter()
                                .count())
                .isEqualTo(1);
    }

    @Test
    void a_tool_that_the_lost_engine_asked_is_answered_by_the_next() throws Exception {
        greeted();
        callerAsks();
        model.session().post(new EngineEvent.ToolRequested(new ToolCall("call_1", "ask", "{}")));
        model.session().post(new EngineEvent.ReplyFinished());
        model.session().post(LOST);
        chat.thenSays("Según el router, 221.");
        await(() -> meters.find("centralita.engine.takeovers").counter() != null);
        toolMayAnswer.countDown();
        await(() -> heard("Según el router, 221."));
        assertThat(chat.requests.getFirst().messages())
                .contains(new ChatMessage.ToolResult("call_1", "221"));
        leg.hangUp();
        leg.awaitClosed();
    }

    @Test
    void an_answer_that_broke_off_does_not_keep_the_call_waiting_for_its_end() throws Exception {
        greeted();
        callerAsks();
        var session = model.session();
        session.post(new EngineEvent.ReplyStarted());
        var half = session.speech().begin(AudioFormat.PCM_24K);
        session.post(new EngineEvent.AssistantSaid(half, "Hay doscientos"));
        session.speech().offer(half, new byte[AudioFormat.PCM_24K.bytes(ofMillis(300))]);
        chat.then(
                (_, sink) -> {
                    sink.text("Adiós.");
                    sink.farewell();
                });
        session.post(LOST);
        assertThat(leg.hearUntilClosed()).isEqualTo(new CallEnd(CallEnd.By.ASSISTANT, "farewell"));
        assertThat(report().turns().stream().map(Turn::text).toList())
                .contains("Hay doscientos", "Adiós.");
    }

    @Test
    void when_no_engine_is_left_the_caller_hears_the_apology() throws Exception {
        recogniser.language = Locale.ENGLISH;
        greeted();
        model.session().post(LOST);
        var end = leg.hearUntilClosed();
        assertThat(end.leavesCallerUnserved()).isTrue();
        assertThat(report().turns().getLast().text()).contains("problema técnico");
    }

    /// The model has opened and greeted, and was heard to the end.
    private void greeted() throws InterruptedException {
        switchboard.accept(leg);
        leg.awaitOpen();
        model.session().post(new EngineEvent.Ready());
        await(() -> model.session().told().contains("greet"));
        model.session().say("Hola.", ofMillis(100));
        await(() -> heard("Hola."));
    }

    private void callerAsks() {
        var session = model.session();
        session.post(new EngineEvent.CallerSpeechStarted());
        session.post(new EngineEvent.CallerSpeechEnded(ofMillis(600)));
        session.post(new EngineEvent.CallerSaid("¿cuántos hay?"));
    }

    /// The caller listens; true once these words were heard.
    private boolean heard(String words) {
        leg.hear();
        return records.find("CA1").stream()
                .flatMap(report -> report.turns().stream())
                .anyMatch(turn -> turn.text().contains(words) && turn.endMs() > turn.startMs());
    }

    /// Written when the leg is closed, before the call is gone.
    private CallReport report() {
        await(() -> switchboard.liveCalls() == 0);
        return records.find("CA1").orElseThrow();
    }

    private Switchboard switchboard() {
        var pipeline =
                new PipelineEngine(
                        "pipeline",
                        new PipelineParts(recogniser, chat, voice),
                        PipelineSettings.DEFAULTS,
                        Time.SYSTEM);
        return new Switchboard(
                new SwitchboardParts(
                        CallSettings.standard(Locale.of("es"), "Hola."),
                        new LadderEngine(
                                List.of(Rung.of(model), Rung.of(pipeline)),
                                LadderSettings.DEFAULTS,
                                Time.SYSTEM),
                        List.of(tool()),
                        new BundledTexts(),
                        (_, _, format) -> Optional.of(new byte[format.bytes(ofMillis(200))]),
                        records,
                        new CallMetrics(meters),
                        Time.SYSTEM,
                        10));
    }

    private Tool tool() {
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                return new ToolDefinition("ask", "ask", JsonNodeFactory.instance.objectNode());
            }

            @Override
            public ToolOutcome run(ToolRequest request) throws InterruptedException {
                toolMayAnswer.await();
                return new ToolOutcome.Answered("221");
            }
        };
    }
}
