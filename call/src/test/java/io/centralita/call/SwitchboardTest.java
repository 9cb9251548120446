package io.centralita.call;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.media.Codec;
import io.centralita.media.Silence;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SwitchboardTest {
    private final ScriptedEngine engine = new ScriptedEngine();
    private final InMemoryRecords records = new InMemoryRecords();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch toolMayAnswer = new CountDownLatch(1);
    private final Switchboard switchboard = switchboard(10);

    @Test
    void a_call_is_greeted_answered_and_booked() throws Exception {
        var leg = new FakeLeg("CA1");
        switchboard.accept(leg);
        leg.awaitOpen();
        var session = engine.session();
        session.post(new EngineEvent.Ready());
        await(() -> session.told().contains("greet"));
        session.say("Hola", ofMillis(200));
        await(() -> leg.hear() >= 10 || leg.heard().size() >= 10);
        leg.speak(new byte[160]);
        session.post(new EngineEvent.CallerSpeechStarted());
        session.post(new EngineEvent.CallerSpeechEnded(ofMillis(600)));
        session.post(new EngineEvent.CallerSaid("¿cuántos clientes hay?"));
        session.post(new EngineEvent.ToolRequested(new ToolCall("t1", "ask", "{}")));
        toolMayAnswer.countDown();
        await(() -> session.told().contains("tool t1: Hay 221."));
        session.say("Hay 221.", ofMillis(100));
        await(() -> leg.hear() > 0 || leg.heard().size() >= 15);
        leg.hangUp();

        assertThat(leg.awaitClosed()).isEqualTo(CallEnd.callerHungUp());
        await(() -> switchboard.liveCalls() == 0);
        var report = records.find("CA1").orElseThrow();
        assertThat(report.turns())
                .extracting(CallReport.Turn::text)
                .containsExactly("Hola", "¿cuántos clientes hay?", "Hay 221.");
        assertThat(report.tools())
                .singleElement()
                .extracting(CallReport.ToolUse::outcome)
                .isEqualTo("answered");
        assertThat(report.audio().framesIn()).isEqualTo(1);
        assertThat(report.audio().framesOut()).isEqualTo(15);
        assertThat(report.endedBy()).isEqualTo("caller");
        assertThat(session.closed()).isTrue();
        assertThat(session.framesHeard()).isEqualTo(1);
        assertThat(meters.get("centralita.calls.ended").tag("by", "caller").counter().count())
                .isEqualTo(1);
    }

    @Test
    void barge_in_clears_the_leg_and_tells_the_engine_what_was_heard() throws Exception {
        var leg = new FakeLeg("CA2");
        switchboard.accept(leg);
        leg.awaitOpen();
        var session = engine.session();
        session.post(new EngineEvent.Ready());
        var utterance = session.say("Una respuesta larga", ofSeconds(2));
        assertThat(leg.take(20, true)).isEqualTo(20);
        leg.take(10, false);
        session.post(new EngineEvent.CallerSpeechStarted());

        await(() -> session.told().contains("interrupted " + utterance + " at 400"));
        assertThat(leg.clears()).isEqualTo(1);
        assertThat(leg.hear()).isZero();
        leg.hangUp();
        leg.awaitClosed();
        await(() -> switchboard.liveCalls() == 0);
        assertThat(meters.get("centralita.barge.in.cut").timer().count()).isEqualTo(1);
        assertThat(records.find("CA2").orElseThrow().turns().getFirst().bargeInCutMs()).isNotNull();
    }

    @Test
    void what_is_being_said_when_a_call_ends_counts_as_far_as_it_was_heard() throws Exception {
        var leg = new FakeLeg("CA3");
        switchboard.accept(leg);
        leg.awaitOpen();
        var session = engine.session();
        session.post(new EngineEvent.Ready());
        var _ = session.say("Una respuesta larga", ofSeconds(2));
        assertThat(leg.take(20, true)).isEqualTo(20);
        leg.hangUp();

        leg.awaitClosed();
        await(() -> switchboard.liveCalls() == 0);
        var turn = records.find("CA3").orElseThrow().turns().getLast();
        assertThat(turn.endMs() - turn.startMs()).isEqualTo(400);
        assertThat(turn.interrupted()).isFalse();
    }

    @Test
    void whoever_waits_for_the_end_of_a_call_may_begin_another_of_the_same_id() throws Exception {
        var first = new FakeLeg("CA12");
        switchboard.accept(first);
        first.awaitOpen();
        assertThat(switchboard.awaitEnd("CA12", Duration.ZERO)).isFalse();
        first.hangUp();
        first.awaitClosed();

        assertThat(switchboard.awaitEnd("CA12", ofSeconds(10))).isTrue();
        var second = new FakeLeg("CA12");
        switchboard.accept(second);
        second.awaitOpen();
        assertThat(switchboard.awaitEnd("CA13", Duration.ZERO)).isTrue();
        second.hangUp();
        second.awaitClosed();
    }

    @Test
    void an_engine_that_keeps_silent_is_covered_until_the_call_is_given_up() throws Exception {
        var standard = CallSettings.standard(Locale.of("es"), "Hola");
        var hasty =
                new CallSettings(
                        standard.tenant(),
                        standard.language(),
                        standard.voice(),
                        standard.greeting(),
                        standard.instructions(),
                        standard.engineOptions(),
                        standard.toolTimeout(),
                        standard.acknowledgeAfter(),
                        ofMillis(350),
                        standard.engineDeadline());
        var leg = new FakeLeg("CA11");
        new Switchboard(parts(10, engine, toolMayAnswer, records, hasty)).accept(leg);
        leg.awaitOpen();
        var session = engine.session();
        session.post(new EngineEvent.Ready());
        var silent = session.speech().begin(leg.format());
        session.speech().offer(silent, Silence.bytes(Codec.PCMU, 80_000));

        assertThat(leg.hearUntilClosed()).isEqualTo(new CallEnd(CallEnd.By.ENGINE, "silence"));
        var said = new BundledTexts();
        assertThat(session.told())
                .filteredOn(told -> told.startsWith("switchboard: "))
                .hasSizeGreaterThan(1)
                .endsWith("switchboard: " + said.text("guard.no-answer", Locale.of("es")));
        assertThat(session.closed()).isTrue();
    }

    @Test
    void a_lost_engine_is_apologised_for_in_audio_that_needs_no_engine() throws Exception {
        var leg = new FakeLeg("CA3");
        switchboard.accept(leg);
        leg.awaitOpen();
        engine.session()
                .post(new EngineEvent.Failed(new EngineFailure.Unreachable("wss://model", null)));
        assertThat(leg.hearUntilClosed()).isEqualTo(new CallEnd(CallEnd.By.ENGINE, "unreachable"));
    }

    @Test
    void an_engine_that_throws_when_opened_costs_only_that_call() throws Exception {
        var broken =
                new Switchboard(
                        parts(
                                10,
                                new io.centralita.call.engine.Engine() {
                                    @Override
                                    public String name() {
                                        return "broken";
                                    }

                                    @Override
                                    public ScriptedEngine.Session open(
                                            io.centralita.call.engine.SessionSettings settings,
                                            io.centralita.call.engine.EngineListener listener,
                                            io.centralita.call.engine.SpeechOut speech) {
                                        throw new IllegalStateException("no engine today");
                                    }
                                }));
        var leg = new FakeLeg("CA4");
        broken.accept(leg);
        assertThat(leg.awaitClosed().reason()).isEqualTo("engine-not-opened");
        assertThat(broken.liveCalls()).isZero();
    }

    @Test
    void the_caller_beyond_the_limit_is_refused_as_busy() throws Exception {
        var small = switchboard(1);
        var first = new FakeLeg("CA5");
        var second = new FakeLeg("CA6");
        small.accept(first);
        first.awaitOpen();
        small.accept(second);
        assertThat(second.awaitClosed()).isEqualTo(new CallEnd(CallEnd.By.SWITCHBOARD, "busy"));
        small.close(ofMillis(1));
        assertThat(first.awaitClosed().by()).isEqualTo(CallEnd.By.SWITCHBOARD);
    }

    @Test
    void the_same_call_id_is_not_put_through_twice() throws Exception {
        var first = new FakeLeg("CA7");
        var second = new FakeLeg("CA7");
        switchboard.accept(first);
        switchboard.accept(second);
        assertThat(second.awaitClosed().reason()).isEqualTo("duplicate-call");
        first.awaitOpen();
        first.hangUp();
        first.awaitClosed();
    }

    @Test
    void closing_down_says_so_and_lets_no_new_caller_in() throws Exception {
        var leg = new FakeLeg("CA8");
        switchboard.accept(leg);
        leg.awaitOpen();
        engine.session().post(new EngineEvent.Ready());
        var closer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        switchboard.close(ofSeconds(20));
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        assertThat(leg.hearUntilClosed())
                .isEqualTo(new CallEnd(CallEnd.By.SWITCHBOARD, "closing-down"));
        assertThat(leg.heard()).isNotEmpty();
        assertThat(closer.join(ofSeconds(10))).isTrue();
        var late = new FakeLeg("CA9");
        switchboard.accept(late);
        assertThat(late.awaitClosed().reason()).isEqualTo("closing-down");
    }

    @Test
    void facts_that_find_no_room_end_the_call() throws Exception {
        var saving = new CountDownLatch(1);
        var busy = new CountDownLatch(1);
        var slow =
                new CallRecords() {
                    @Override
                    public void save(CallReport report) {
                        saving.countDown();
                        try {
                            busy.await();
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public Optional<CallReport> find(String id) {
                        return Optional.empty();
                    }

                    @Override
                    public List<CallReport> latest(int limit) {
                        return List.of();
                    }
                };
        var leg = new FakeLeg("CA10");
        new Switchboard(parts(10, engine, toolMayAnswer, slow)).accept(leg);
        engine.session().post(new EngineEvent.CallerSaid("x"));
        assertThat(saving.await(10, TimeUnit.SECONDS)).isTrue(); // nobody takes facts from here
        for (int i = 0; i <= Mailbox.CAPACITY; i++) {
            engine.session().post(new EngineEvent.CallerSaid("x"));
        }
        busy.countDown();
        leg.awaitOpen();
        assertThat(leg.hearUntilClosed().reason()).isEqualTo("mailbox-full");
        assertThat(leg.heard()).isNotEmpty();
    }

    /// The caller hangs up after any number of things have happened, in any order.
    @Property(tries = 300)
    void a_caller_who_hangs_up_at_any_moment_leaves_nothing_behind(
            @ForAll @IntRange(max = 1_000_000) int seed, @ForAll @IntRange(max = 12) int moments)
            throws Exception {
        var own = new ScriptedEngine();
        var hanging = new CountDownLatch(1);
        var board = new Switchboard(parts(10, own, hanging));
        var random = new Random(seed);
        var leg = new FakeLeg("CA" + seed);
        board.accept(leg);
        leg.awaitOpen();
        var session = own.session();
        for (int moment = 0; moment < moments; moment++) {
            happen(random, leg, session, moment);
        }
        leg.hangUp();
        leg.awaitClosed();
        await(() -> board.liveCalls() == 0);
        assertThat(session.closed()).isTrue();
        assertThat(session.speech().offer(session.speech().begin(leg.format()), new byte[160]))
                .isFalse();
        assertThat(leg.hear()).isZero();
        await(() -> threadsOf("CA" + seed) == 0);
    }

    private static void happen(
            Random random, FakeLeg leg, ScriptedEngine.Session session, int moment) {
        switch (random.nextInt(10)) {
            case 0 -> session.post(new EngineEvent.Ready());
            case 1 -> session.say("algo", ofMillis(random.nextInt(1, 400)));
            case 2 -> leg.hear();
            case 3 -> leg.take(random.nextInt(20), false);
            case 4 -> session.post(new EngineEvent.CallerSpeechStarted());
            case 5 -> session.post(new EngineEvent.CallerSpeechEnded(ofMillis(600)));
            case 6 ->
                    session.post(
                            new EngineEvent.ToolRequested(
                                    new ToolCall("t" + moment, "hang", "{}")));
            case 7 -> session.post(new EngineEvent.CallerSaid("hola"));
            case 8 -> session.speech().begin(leg.format());
            default -> leg.speak(new byte[160]);
        }
    }

    /// Threads that belong to a call, virtual ones included: they carry its id in their name.
    private static long threadsOf(String call) {
        return LiveThreads.named(call + "/");
    }

    private Switchboard switchboard(int maxCalls) {
        return new Switchboard(parts(maxCalls, engine));
    }

    private SwitchboardParts parts(int maxCalls, io.centralita.call.engine.Engine with) {
        return parts(maxCalls, with, toolMayAnswer);
    }

    private SwitchboardParts parts(
            int maxCalls, io.centralita.call.engine.Engine with, CountDownLatch gate) {
        return parts(maxCalls, with, gate, records);
    }

    private SwitchboardParts parts(
            int maxCalls,
            io.centralita.call.engine.Engine with,
            CountDownLatch gate,
            CallRecords kept) {
        return parts(maxCalls, with, gate, kept, CallSettings.standard(Locale.of("es"), "Hola"));
    }

    private SwitchboardParts parts(
            int maxCalls,
            io.centralita.call.engine.Engine with,
            CountDownLatch gate,
            CallRecords kept,
            CallSettings settings) {
        return new SwitchboardParts(
                settings,
                with,
                List.of(gated("ask", gate), gated("hang", new CountDownLatch(1))),
                new BundledTexts(),
                (text, language, format) ->
                        Optional.of(new byte[format.bytes(ofMillis(text.length() * 10L))]),
                kept,
                new CallMetrics(meters),
                Time.SYSTEM,
                maxCalls);
    }

    private static Tool gated(String name, CountDownLatch gate) {
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                return new ToolDefinition(name, name, JsonNodeFactory.instance.objectNode());
            }

            @Override
            public ToolOutcome run(ToolRequest request) throws InterruptedException {
                gate.await();
                return new ToolOutcome.Answered("Hay 221.");
            }
        };
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came about");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
