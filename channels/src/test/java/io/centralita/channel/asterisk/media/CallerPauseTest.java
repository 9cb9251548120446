package io.centralita.channel.asterisk.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.media.AudioFormat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallerPauseTest {
    private final List<byte[]> silence = new ArrayList<>();
    private final CallerPause pause = new CallerPause(AudioFormat.PCMA_8K, silence::add);

    private void beats(int count) {
        for (int i = 0; i < count; i++) {
            pause.beat();
        }
    }

    @Test
    void nobody_pauses_who_was_not_heard() {
        beats(10_000);
        assertThat(silence).isEmpty();
    }

    @Test
    void a_pause_is_as_long_as_it_was() {
        pause.heard();
        beats(CallerPause.PATIENCE - 1);
        assertThat(silence).isEmpty();
        beats(1);
        assertThat(silence).hasSize(CallerPause.PATIENCE - 1);
        beats(88);
        assertThat(silence).hasSize(99);
        assertThat(silence).allSatisfy(frame -> assertThat(frame).hasSize(160).containsOnly(0xD5));
    }

    @Test
    void audio_that_comes_now_and_then_is_not_filled_up() {
        for (int i = 0; i < 100; i++) {
            pause.heard();
            beats(CallerPause.PATIENCE - 1);
        }
        assertThat(silence).isEmpty();
    }
}
