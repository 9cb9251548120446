package io.centralita.call;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.CallEvent.SoundBegan;
import io.centralita.call.CallEvent.SoundEnded;
import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import io.centralita.media.Silence;
import io.centralita.media.Transcoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AudibilityTest {
    private static final long START = 1_000_000_000L;

    private final List<CallEvent> facts = new ArrayList<>();
    private final Audibility audibility = new Audibility(facts::add);

    @ParameterizedTest
    @EnumSource
    void speech_is_audible_and_line_noise_is_not_in_every_codec(Codec codec) {
        assertThat(Levels.isAudible(Silence.frame(new AudioFormat(codec, 8_000)), codec)).isFalse();
        assertThat(Levels.isAudible(buzz(codec, -30), codec)).isTrue();
        assertThat(Levels.isAudible(buzz(codec, -45), codec)).isTrue();
        assertThat(Levels.isAudible(buzz(codec, -55), codec)).isFalse();
    }

    @Test
    void changes_are_told_and_nothing_else() {
        frames(0, 1, 50, true);
        assertThat(facts).containsExactly(new SoundBegan(1, at(0)));
        frames(50, 1, 9, false);
        frames(59, 1, 20, true);
        assertThat(facts).hasSize(1);
        frames(79, 1, 10, false);
        assertThat(facts).containsExactly(new SoundBegan(1, at(0)), new SoundEnded(1, at(79 * 20)));
        frames(89, 1, 50, false);
        assertThat(facts).hasSize(2);
    }

    @Test
    void the_next_utterance_is_told_of_though_the_sound_goes_on() {
        frames(0, 1, 10, true);
        frames(10, 2, 10, true);
        assertThat(facts).containsExactly(new SoundBegan(1, at(0)), new SoundBegan(2, at(200)));
    }

    @Test
    void what_leaves_ahead_of_the_ear_is_heard_in_its_own_time() {
        for (int i = 0; i < 100; i++) {
            audibility.left(1, i >= 50, at(0));
        }
        assertThat(facts).containsExactly(new SoundBegan(1, at(1_000)));
        audibility.dry(at(20));
        assertThat(facts).hasSize(1);
        assertThat(audibility.isHeard(at(1_990))).isTrue();
        audibility.dry(at(2_000));
        assertThat(facts).endsWith(new SoundEnded(1, at(2_000)));
    }

    @Test
    void what_is_cleared_is_not_heard() {
        for (int i = 0; i < 100; i++) {
            audibility.left(1, true, at(0));
        }
        audibility.cleared(at(300));
        facts.clear();
        audibility.left(2, true, at(320));
        assertThat(facts).containsExactly(new SoundBegan(2, at(320)));
    }

    private void frames(int first, long utterance, int count, boolean audible) {
        for (int i = first; i < first + count; i++) {
            audibility.left(utterance, audible, at(20L * i));
        }
    }

    private static byte[] buzz(Codec codec, double dbfs) {
        var samples = new short[160];
        var amplitude = 32_768 * Math.pow(10, dbfs / 20);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i / 8 % 2 == 0 ? amplitude : -amplitude);
        }
        return Transcoder.between(AudioFormat.PCM_8K, new AudioFormat(codec, 8_000))
                .convert(Pcm.bytes(samples));
    }

    private static long at(long ms) {
        return START + ofMillis(ms).toNanos();
    }
}
