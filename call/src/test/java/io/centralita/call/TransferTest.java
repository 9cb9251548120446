package io.centralita.call;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Onward;
import io.centralita.call.leg.Returned;
import io.centralita.call.leg.Returned.Why;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.TransferTool;
import io.centralita.call.transfer.Destination;
import io.centralita.media.AudioFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A caller is put through to a person, and may come back.
class TransferTest {
    private static final Destination SUPPORT = new Destination("soporte", "+34910000009");
    private static final Locale SPANISH = Locale.of("es");

    private final ScriptedEngine engine = new ScriptedEngine();
    private final InMemoryRecords records = new InMemoryRecords();
    private final Switchboard switchboard =
            new Switchboard(
                    new SwitchboardParts(
                            CallSettings.standard(SPANISH, "Hola"),
                            engine,
                            List.of(new TransferTool(List.of(SUPPORT))),
                            new BundledTexts(),
                            (text, language, format) ->
                                    Optional.of(new byte[format.bytes(ofMillis(200))]),
                            records,
                            new CallMetrics(new SimpleMeterRegistry()),
                            Time.SYSTEM,
                            10));

    @AfterEach
    void close() {
        switchboard.close();
    }

    @Test
    void the_caller_hears_what_was_being_said_and_the_announcement_and_then_leaves()
            throws Exception {
        var leg = new FakeLeg("TR1").thatTransfers();
        var session = talking(leg);
        session.say("Claro, un momento.", ofMillis(400));
        session.post(new EngineEvent.ToolRequested(transferTo("Soporte")));
        await(() -> outcomes("TR1").contains("put-through"));
        assertThat(session.closed()).isFalse(); // the words before are not heard yet

        var end = leg.hearUntilClosed();

        assertThat(end.by()).isEqualTo(CallEnd.By.ASSISTANT);
        assertThat(end.reason()).isEqualTo("transferred");
        assertThat(end.leavesCallerUnserved()).isFalse();
        var onward = Objects.requireNonNull(end.onward());
        assertThat(onward.to()).isEqualTo(SUPPORT);
        assertThat(onward.history())
                .contains(
                        new HistoryEntry.AssistantSaid("Hola"),
                        new HistoryEntry.CallerSaid("Quiero hablar con una persona"));
        assertThat(leg.heard()).hasSize(10 + 20 + 10); // greeting, its words, the announcement
        await(() -> switchboard.liveCalls() == 0);
        assertThat(session.told()).noneMatch(line -> line.startsWith("tool "));
        var report = records.find("TR1").orElseThrow();
        assertThat(report.endedBy() + "/" + report.reason()).isEqualTo("assistant/transferred");
        assertThat(report.turns().getLast().text()).contains("persona");
    }

    @Test
    void a_name_that_is_not_on_the_list_goes_back_to_the_model() throws Exception {
        var leg = new FakeLeg("TR2").thatTransfers();
        var session = talking(leg);
        session.post(new EngineEvent.ToolRequested(transferTo("+34666666666")));
        await(
                () ->
                        session.told().stream()
                                .anyMatch(
                                        line ->
                                                line.startsWith("tool t1:")
                                                        && line.contains("soporte")
                                                        && !line.contains("9100")));
        leg.hangUp();
        assertThat(leg.awaitClosed()).isEqualTo(CallEnd.callerHungUp());
    }

    @Test
    void a_leg_that_cannot_put_callers_through_is_not_offered_it() throws Exception {
        var plain = new FakeLeg("TR3");
        var able = new FakeLeg("TR4").thatTransfers();
        assertThat(offered(talking(plain))).isEmpty();
        assertThat(offered(talking(able))).containsExactly(TransferTool.NAME);
        engine.sessions().getFirst().post(new EngineEvent.ToolRequested(transferTo("soporte")));
        await(() -> engine.sessions().getFirst().told().toString().contains("no tool named"));
        plain.hangUp();
        able.hangUp();
    }

    @Test
    void who_comes_back_is_told_so_and_the_engine_knows_what_was_said() throws Exception {
        var history = List.<HistoryEntry>of(new HistoryEntry.CallerSaid("¿Hay alguien?"));
        var returned = Returned.from(new Onward(SUPPORT, history), Why.NO_ANSWER);
        var session = talking(new FakeLeg("TR5.2").thatTransfers().thatReturned(returned));

        assertThat(session.settings().greeting()).contains("no contesta nadie");
        assertThat(session.settings().history())
                .startsWith(history.getFirst())
                .last()
                .isInstanceOfSatisfying(
                        HistoryEntry.Told.class,
                        told -> assertThat(told.text()).contains("soporte", "nobody answered"));
        for (var why : Why.values()) {
            assertThat(new BundledTexts().text(why.key(), Locale.ENGLISH)).isNotBlank();
            assertThat(new BundledTexts().text(why.key(), Locale.of("es"))).isNotBlank();
        }
        assertThat(new BundledTexts().text(Why.BUSY.key(), Locale.ENGLISH)).contains("busy");
    }

    @Test
    void what_came_with_the_call_is_told_as_data_and_a_recorded_caller_is_told_so()
            throws Exception {
        var parameters = Map.of("plan", "fibra {0} \"oro\"");
        var leg = new FakeLeg("TR6", AudioFormat.PCMU_8K, parameters).thatIsRecorded();
        var session = talking(leg);

        assertThat(session.settings().greeting()).isEqualTo("Esta llamada puede ser grabada. Hola");
        assertThat(session.settings().conduct().instructions())
                .contains("{\"plan\":\"fibra {0} \\\"oro\\\"\"}")
                .contains("no instrucciones");
    }

    private ScriptedEngine.Session talking(FakeLeg leg) throws InterruptedException {
        int before = engine.sessions().size();
        switchboard.accept(leg);
        leg.awaitOpen();
        var session = engine.sessions().get(before);
        session.post(new EngineEvent.Ready());
        await(() -> session.told().contains("greet"));
        session.say("Hola", ofMillis(200));
        await(() -> leg.hear() > 0 || leg.heard().size() >= 10);
        session.post(new EngineEvent.CallerSpeechStarted());
        session.post(new EngineEvent.CallerSpeechEnded(ofMillis(600)));
        session.post(new EngineEvent.CallerSaid("Quiero hablar con una persona"));
        return session;
    }

    private static ToolCall transferTo(String name) {
        return new ToolCall("t1", TransferTool.NAME, "{\"destination\":\"" + name + "\"}");
    }

    private static List<String> offered(ScriptedEngine.Session session) {
        return session.settings().conduct().tools().stream().map(ToolDefinition::name).toList();
    }

    private List<String> outcomes(String call) {
        return records.find(call).stream()
                .flatMap(report -> report.tools().stream())
                .map(tool -> tool.outcome())
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came about");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
