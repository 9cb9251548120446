package io.centralita.call;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.KeyMenu;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import io.centralita.media.Silence;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Hold and keys from the leg to the engine and back, through the whole call.
class HeldLegTest {
    private final ScriptedEngine engine = new ScriptedEngine("scripted", AudioFormat.PCMU_8K, true);
    private final InMemoryRecords records = new InMemoryRecords();
    private final Switchboard switchboard =
            new Switchboard(
                    new SwitchboardParts(
                            CallSettings.standard(Locale.of("es"), "Hola")
                                    .with(
                                            new KeyMenu(
                                                    Map.of('1', new KeyMenu.Action.Say("Pagar")))),
                            engine,
                            List.of(),
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
    void a_held_line_is_silence_to_the_engine_and_the_leg_drops_what_it_has() throws Exception {
        var leg = new FakeLeg("H1");
        var session = talking(leg);
        session.say("Una respuesta larga.", ofSeconds(1));
        assertThat(leg.take(20, false)).isEqualTo(20);
        int clears = leg.clears();

        leg.hold(true);
        await(() -> leg.clears() == clears + 1);
        assertThat(leg.take(10, true)).isZero();
        var music = new byte[160];
        Arrays.fill(music, (byte) 0x12);
        leg.speak(music.clone());
        leg.speakEncoded(music);
        await(() -> session.framesHeard() == 2);
        var silence = new byte[160];
        Arrays.fill(silence, Silence.of(Codec.PCMU));
        assertThat(session.audio()).allSatisfy(frame -> assertThat(frame).isEqualTo(silence));
        assertThat(session.texts()).isEmpty();

        leg.hold(false);
        await(() -> leg.take(1, true) == 1);
        leg.hear();
        assertThat(leg.heard()).hasSize(20 + 50); // the twenty that nobody heard came again
        leg.speakEncoded(music);
        await(() -> session.texts().size() == 1);
        assertThat(session.texts().getFirst())
                .isEqualTo(
                        new String(Base64.getEncoder().encode(music), StandardCharsets.US_ASCII));
        leg.hangUp();
        leg.awaitClosed();
        await(() -> switchboard.liveCalls() == 0);
        assertThat(records.find("H1").orElseThrow().turns())
                .extracting(Turn::interrupted)
                .containsOnly(false);
    }

    @Test
    void keys_reach_the_engine() throws Exception {
        var leg = new FakeLeg("H2");
        var session = talking(leg);
        leg.press("1");
        await(() -> session.told().stream().anyMatch(line -> line.contains("Pagar")));
        leg.press("23#");
        await(() -> session.told().stream().anyMatch(line -> line.contains("[keypad] 23")));
        assertThat(session.told().getLast()).contains("Respond");
        leg.hangUp();
        leg.awaitClosed();
    }

    private ScriptedEngine.Session talking(FakeLeg leg) throws InterruptedException {
        switchboard.accept(leg);
        leg.awaitOpen();
        var session = engine.session();
        session.post(new EngineEvent.Ready());
        await(() -> session.told().contains("greet"));
        session.post(new EngineEvent.ReplyFinished());
        return session;
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
