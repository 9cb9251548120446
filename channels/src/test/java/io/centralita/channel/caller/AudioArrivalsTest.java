package io.centralita.channel.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.caller.CallResult.DrySpell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudioArrivalsTest {
    private static final int FRAME_BYTES = 160;
    private static final long MS = 1_000_000;

    private final AudioArrivals arrivals = new AudioArrivals();

    @Test
    void audio_that_comes_before_its_turn_leaves_no_dry_spell() {
        arrivals.arrived(FRAME_BYTES, 100 * MS);
        arrivals.arrived(FRAME_BYTES, 101 * MS);
        arrivals.arrived(FRAME_BYTES, 140 * MS);

        assertThat(arrivals.delivery().messages()).isEqualTo(3);
        assertThat(arrivals.delivery().dry()).isEmpty();
    }

    @Test
    void audio_that_comes_late_shifts_everything_after_it() {
        arrivals.arrived(FRAME_BYTES, 0);
        arrivals.arrived(FRAME_BYTES, 25 * MS);
        arrivals.arrived(FRAME_BYTES, 45 * MS);
        arrivals.arrived(FRAME_BYTES, 66 * MS);

        assertThat(arrivals.delivery().dry())
                .containsExactly(new DrySpell(20 * MS, 25 * MS), new DrySpell(65 * MS, 66 * MS));
    }

    @Test
    void nobody_waits_for_what_follows_a_clear() {
        arrivals.arrived(FRAME_BYTES, 0);
        arrivals.cleared();
        arrivals.arrived(FRAME_BYTES, 900 * MS);

        assertThat(arrivals.delivery().dry()).isEmpty();
    }

    @Test
    void a_caller_in_a_hurry_leaves_only_when_his_time_is_over() {
        var script =
                CallerScript.builder()
                        .hangUpAfter(Duration.ofMillis(100))
                        .say(new short[CallRecording.SLOT_SAMPLES])
                        .hangUpAfter(Duration.ofMillis(20))
                        .say(new short[CallRecording.SLOT_SAMPLES])
                        .build();
        var caller = new Caller();
        var runner = new ScriptRunner(script, new HeardAudio(CallerListener.NONE), caller);

        for (long atMs = 0; !caller.gone; atMs += 20) {
            runner.speak(atMs);
        }

        assertThat(caller.told)
                .containsExactly(
                        new CallerEvent.CallerSpeaks(0, 20), new CallerEvent.CallerSilent(20));
    }

    private static final class Caller implements ScriptRunner.Actions {
        private final List<CallerEvent> told = new ArrayList<>();
        private boolean gone;

        @Override
        public void tell(CallerEvent event) {
            told.add(event);
        }

        @Override
        public void hangUp() {
            gone = true;
        }

        @Override
        public void sendDigit(char digit) {}

        @Override
        public void sendText(String raw) {}

        @Override
        public void sendBinary() {}

        @Override
        public void vanish() {}

        @Override
        public void dropConnection() {}

        @Override
        public void inVain(String what) {}
    }
}
