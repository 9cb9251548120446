package io.centralita.call;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.RecordingRule;
import io.centralita.call.record.Moment;
import io.centralita.call.record.Moment.Kind;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.watch.AudioSink;
import io.centralita.call.watch.CallView;
import io.centralita.call.watch.LiveCall;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Callers are told of what is done with their voice before it is done, and of nothing that is not.
@Timeout(60)
class ConsentTest {
    private static final String GREETING = "Hola, dígame.";

    private final ScriptedEngine engine = new ScriptedEngine();
    private final SwitchboardParts parts = parts();
    private final Switchboard switchboard = new Switchboard(parts);

    @AfterEach
    void close() {
        switchboard.close();
    }

    @Test
    void a_call_that_is_recorded_begins_with_saying_so() throws Exception {
        begun(new FakeLeg("CA1"));
        var notice = new BundledTexts().text("call.recorded", Locale.of("es"));
        assertThat(engine.session().settings().greeting()).isEqualTo(notice + " " + GREETING);
        assertThat(live("CA1").recording()).isEqualTo(RecordingRule.ANNOUNCED);
        assertThat(live("CA1").view().recorded()).isTrue();
    }

    @Test
    void a_call_whose_audio_does_not_pass_here_is_neither_recorded_nor_said_to_be()
            throws Exception {
        var leg = begun(new FakeLeg("CA1").thatCarriesNoAudio());
        assertThat(engine.session().settings().greeting()).isEqualTo(GREETING);
        var call = live("CA1");
        assertThat(call.recording()).isEqualTo(RecordingRule.OFF);
        assertThat(call.view().recorded()).isFalse();
        assertThat(call.audio().passesHere()).isFalse();
        assertThat(call.audio().add(new Deaf())).isFalse();
        await(() -> kinds(call).contains(Kind.AUDIO_ELSEWHERE));
        leg.hangUp();
        leg.awaitClosed();
    }

    /// What is being said comes first, and a sentence that is cut before has told nobody.
    @Test
    void somebody_who_listens_knows_when_the_caller_begins_to_hear_it() throws Exception {
        var leg = begun(new FakeLeg("CA1"));
        var call = live("CA1");
        engine.session().say("Una frase larga.", ofMillis(200));
        await(() -> leg.take(2, true) > 0);
        call.desk().listens("ana", true);
        await(() -> kinds(call).contains(Kind.LISTEN));
        assertThat(sentences(call)).isEmpty();
        await(() -> leg.hear() >= 0 && sentences(call).contains("operator.listens"));
        leg.hangUp();
        leg.awaitClosed();
    }

    private static List<Kind> kinds(LiveCall call) {
        return call.since(0).moments().stream().map(Moment::kind).toList();
    }

    private static List<String> sentences(LiveCall call) {
        return call.since(0).moments().stream()
                .filter(moment -> moment.kind() == Kind.SENTENCE)
                .map(moment -> String.valueOf(moment.name()))
                .toList();
    }

    private FakeLeg begun(FakeLeg leg) throws InterruptedException {
        switchboard.accept(leg);
        leg.awaitOpen();
        engine.session().post(new EngineEvent.Ready());
        await(() -> live("CA1").view().phase() == CallView.Phase.TALKING);
        return leg;
    }

    private LiveCall live(String id) {
        return parts.board().find(id).orElseThrow();
    }

    private static final class Deaf implements AudioSink {
        @Override
        public void caller(long at, byte[] frame) {}

        @Override
        public void heard(long at, byte[] frame) {}

        @Override
        public void unheard(long from) {}

        @Override
        public void ended() {}
    }

    private SwitchboardParts parts() {
        return new SwitchboardParts(
                CallSettings.standard(Locale.of("es"), GREETING).with(RecordingRule.ANNOUNCED),
                engine,
                List.of(),
                new BundledTexts(),
                (_, _, format) -> Optional.of(new byte[format.bytes(ofMillis(200))]),
                new InMemoryRecords(),
                new CallMetrics(new SimpleMeterRegistry()),
                Time.SYSTEM,
                10);
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came about");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
