package io.centralita.channel.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The slots are the time.
final class ScriptRunnerTest {
    private final List<String> done = new ArrayList<>();
    private long nowMs;

    @Test
    void a_wait_until_a_time_counts_from_the_start_of_the_call() {
        var script =
                CallerScript.builder()
                        .pause(Duration.ofMillis(300))
                        .then(new CallerScript.Step.WaitUntil(Duration.ofMillis(1_000)))
                        .dtmf("1")
                        .then(new CallerScript.Step.WaitUntil(Duration.ofMillis(500)))
                        .dtmf("2")
                        .hangUp()
                        .build();
        var runner = new ScriptRunner(script, new HeardAudio(CallerListener.NONE), new Noted());

        for (nowMs = 0; nowMs <= 1_100; nowMs += 20) {
            runner.speak(nowMs);
        }

        assertThat(done).startsWith("1 at 1000", "2 at 1000", "hang up at 1000");
    }

    private final class Noted implements ScriptRunner.Actions {
        @Override
        public void tell(CallerEvent event) {}

        @Override
        public void sendDigit(char digit) {
            done.add(digit + " at " + nowMs);
        }

        @Override
        public void sendText(String raw) {}

        @Override
        public void sendBinary() {}

        @Override
        public void vanish() {}

        @Override
        public void dropConnection() {}

        @Override
        public void hangUp() {
            done.add("hang up at " + nowMs);
        }

        @Override
        public void inVain(String what) {}
    }
}
