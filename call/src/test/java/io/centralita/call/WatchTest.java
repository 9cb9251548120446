package io.centralita.call;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.record.Moment;
import io.centralita.call.record.Moment.Kind;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.ReadDigitsTool;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.call.watch.AudioSink;
import io.centralita.call.watch.CallView;
import io.centralita.call.watch.LiveCall;
import io.centralita.call.watch.Seating;
import io.centralita.call.watch.TurnView;
import io.centralita.media.AudioFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What those see who look on, and that nobody waits for them.
class WatchTest {
    private final ScriptedEngine engine = new ScriptedEngine();
    private final InMemoryRecords records = new InMemoryRecords();
    private final CountDownLatch toolMayAnswer = new CountDownLatch(1);
    private final SwitchboardParts parts = parts();
    private final Switchboard switchboard = new Switchboard(parts);

    @AfterEach
    void close() {
        switchboard.close();
    }

    @Test
    void a_call_is_seen_from_its_beginning_to_its_end() throws Exception {
        var leg = greeted("CA1");
        var call = live("CA1");
        await(() -> call.view().phase() == CallView.Phase.TALKING);
        assertThat(call.view().from()).isEqualTo("+34600000001");

        leg.speak(new byte[160]);
        engine.session().post(new EngineEvent.CallerSpeechStarted());
        await(() -> call.view().turn() == CallView.Turn.CALLER_SPEAKS);
        engine.session().post(new EngineEvent.CallerSpeechEnded(ofMillis(10)));
        engine.session().post(new EngineEvent.CallerSaid("¿cuántos clientes hay?"));
        await(() -> captions(call).contains("CALLER: ¿cuántos clientes hay?"));
        assertThat(call.view().turn()).isEqualTo(CallView.Turn.CALLER_WAITS);

        engine.session()
                .post(new EngineEvent.ToolRequested(new ToolCall("t1", "ask", "{\"q\":1}")));
        await(() -> call.view().tools().size() == 1);
        var running = call.since(0).tools().getFirst();
        assertThat(running.arguments()).isEqualTo("{\"q\":1}");
        assertThat(running.outcome()).isNull();
        toolMayAnswer.countDown();
        await(() -> call.view().tools().isEmpty());
        assertThat(call.since(0).tools()).singleElement().isNotEqualTo(running);

        leg.hangUp();
        leg.awaitClosed();
        await(() -> parts.board().find("CA1").isEmpty());
        assertThat(call.isOver()).isTrue();
        assertThat(kinds(call.since(0).moments()))
                .containsSubsequence(Kind.ANSWERED, Kind.TOOL_STARTED, Kind.TOOL_ENDED, Kind.ENDED);
        var report = records.find("CA1").orElseThrow();
        assertThat(report.moments()).isEqualTo(call.since(0).moments());
        assertThat(report.tools().getFirst().startMs()).isNotNull();
    }

    @Test
    void whoever_looks_again_is_told_what_is_new_and_nothing_else() throws Exception {
        greeted("CA1");
        var call = live("CA1");
        await(() -> captions(call).contains("ASSISTANT: Hola"));
        var first = call.since(0);
        assertThat(call.isNewerThan(first.version())).isFalse();

        engine.session().post(new EngineEvent.CallerSpeechStarted());
        await(() -> call.isNewerThan(first.version()));
        assertThat(call.since(first.version()).turns())
                .extracting(view -> view.turn().who())
                .containsExactly(Who.CALLER);
    }

    @Test
    void what_is_masked_in_the_records_is_masked_for_those_who_look_on() throws Exception {
        var leg = greeted("CA1");
        var call = live("CA1");
        engine.session()
                .post(
                        new EngineEvent.ToolRequested(
                                new ToolCall(
                                        "d1",
                                        ReadDigitsTool.NAME,
                                        "{\"purpose\":\"PIN\",\"max_digits\":4}")));
        await(() -> call.view().tools().size() == 1);
        leg.press("4711");
        await(() -> call.view().tools().isEmpty());
        engine.session().post(new EngineEvent.CallerSpeechStarted());
        engine.session().post(new EngineEvent.CallerSpeechEnded(ofMillis(10)));
        engine.session().post(new EngineEvent.CallerSaid("dije 4711"));
        await(() -> captions(call).contains("CALLER: dije ••••"));

        assertThat(captions(call).toString()).doesNotContain("4711");
        assertThat(captions(call)).contains("CALLER: [keypad] ••••");
        assertThat(kinds(call.since(0).moments())).contains(Kind.KEYS);
        assertThat(call.since(0).moments()).allMatch(moment -> !("" + moment).contains("4711"));
    }

    @Test
    void somebody_who_listens_hears_both_sides_as_long_as_they_want() throws Exception {
        var leg = greeted("CA1");
        var call = live("CA1");
        var ear = new Ear();
        assertThat(call.audio().add(ear)).isTrue();
        var said = new byte[160];
        leg.speak(said);
        leg.speakEncoded(new byte[160]);
        engine.session().say("Dos.", ofMillis(40));
        await(() -> leg.hear() > 0 || ear.heard.size() == 2);
        assertThat(ear.caller).hasSize(2).first().isSameAs(said);
        assertThat(ear.heard).hasSize(2);

        call.audio().remove(ear);
        leg.speak(new byte[160]);
        assertThat(ear.caller).hasSize(2);
        var other = new Ear();
        call.audio().add(other);
        leg.hangUp();
        leg.awaitClosed();
        assertThat(other.over.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(call.audio().add(ear)).isFalse();
    }

    @Test
    void loudness_is_measured_while_somebody_looks() throws Exception {
        var leg = greeted("CA1");
        var call = live("CA1");
        leg.speak(CallRig.speech(20));
        assertThat(call.audio().callerLoudest()).isZero();

        parts.board().attention().more();
        leg.speak(CallRig.speech(20));
        assertThat(call.audio().callerLoudest()).isBetween(60, 100);
        assertThat(call.audio().callerLoudest()).isZero();
        parts.board().attention().less();

        var waveform = call.audio().waveform();
        leg.speak(CallRig.speech(20));
        var now = call.audio().now();
        assertThat(
                        List.of(
                                waveform.caller().at(now),
                                waveform.caller().at(now - 50_000_000),
                                waveform.caller().at(now - 100_000_000)))
                .anyMatch(level -> level > 60);
    }

    @Test
    void nobody_is_left_waiting_for_a_call_that_is_over() throws Exception {
        var leg = greeted("CA1");
        var call = live("CA1");
        leg.hangUp();
        leg.awaitClosed();
        await(() -> parts.board().find("CA1").isEmpty());
        var seating = call.desk().takeOver("ana").toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(seating).isEqualTo(new Seating.Refused("over", ""));
    }

    @Test
    void a_person_takes_the_call_over_and_gives_it_back() throws Exception {
        var leg = greeted("CA1");
        var call = live("CA1");
        await(() -> call.view().phase() == CallView.Phase.TALKING);
        var seating = call.desk().takeOver("ana").toCompletableFuture().get(10, TimeUnit.SECONDS);
        var seat = ((Seating.Taken) seating).seat();
        int before = leg.heard().size();
        seat.speak(new byte[AudioFormat.PCM_16K.bytes(ofMillis(200))]);
        await(() -> leg.hear() > 0 || leg.heard().size() >= before + 9);
        await(() -> "ana".equals(call.view().operator()));

        seat.handBack("Es Juan.");
        await(() -> call.view().operator() == null);
        await(() -> engine.session().told().stream().anyMatch(line -> line.contains("«Es Juan.»")));
        await(() -> leg.hear() >= 0 && captions(call).toString().contains("SWITCHBOARD"));
        leg.hangUp();
        leg.awaitClosed();
        await(() -> records.find("CA1").map(CallReport::endedAt).isPresent());
        assertThat(records.find("CA1").orElseThrow().turns())
                .extracting(CallReport.Turn::who)
                .contains(Who.OPERATOR);
    }

    private FakeLeg greeted(String id) throws InterruptedException {
        var leg = new FakeLeg(id);
        switchboard.accept(leg);
        leg.awaitOpen();
        engine.session().post(new EngineEvent.Ready());
        await(() -> engine.session().told().contains("greet"));
        engine.session().say("Hola", ofMillis(100));
        await(() -> leg.hear() >= 5 || leg.heard().size() >= 5);
        return leg;
    }

    private LiveCall live(String id) {
        return parts.board().find(id).orElseThrow();
    }

    private static List<String> captions(LiveCall call) {
        return call.since(0).turns().stream()
                .map(TurnView::turn)
                .map(turn -> turn.who() + ": " + turn.text())
                .toList();
    }

    private static List<Kind> kinds(List<Moment> moments) {
        return moments.stream().map(Moment::kind).toList();
    }

    private static final class Ear implements AudioSink {
        final List<byte[]> caller = new CopyOnWriteArrayList<>();
        final List<byte[]> heard = new CopyOnWriteArrayList<>();
        final CountDownLatch over = new CountDownLatch(1);

        @Override
        public void caller(long at, byte[] frame) {
            caller.add(frame);
        }

        @Override
        public void heard(long at, byte[] frame) {
            heard.add(frame);
        }

        @Override
        public void unheard(long from) {}

        @Override
        public void ended() {
            over.countDown();
        }
    }

    private SwitchboardParts parts() {
        return new SwitchboardParts(
                CallSettings.standard(Locale.of("es"), "Hola"),
                engine,
                List.of(new Gated(), new ReadDigitsTool()),
                new BundledTexts(),
                (_, _, format) -> Optional.of(new byte[format.bytes(ofMillis(200))]),
                records,
                new CallMetrics(new SimpleMeterRegistry()),
                Time.SYSTEM,
                10);
    }

    private final class Gated implements Tool {
        @Override
        public ToolDefinition definition() {
            return new ToolDefinition("ask", "ask", JsonNodeFactory.instance.objectNode());
        }

        @Override
        public ToolOutcome run(ToolRequest request) throws InterruptedException {
            toolMayAnswer.await();
            return new ToolOutcome.Answered("Hay 221.");
        }
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
