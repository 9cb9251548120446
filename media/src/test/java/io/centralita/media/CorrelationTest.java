package io.centralita.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CorrelationTest {
    private static final int RATE = 8_000;

    private final short[] reference = new SpokenLike(1, RATE).speech(3);

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 100", "12345, 80000", "299, 456000", "16383, 16385"})
    void the_reference_is_found_where_it_is(int before, int after) {
        var match = Correlation.find(around(before, reference, after), reference, RATE);
        assertThat(match.offset()).isEqualTo(before);
        assertThat(match.score()).isGreaterThan(0.999);
        assertThat(match.lowestWindowScore()).isGreaterThan(0.999);
    }

    @Test
    void it_is_found_between_other_speech_after_a_telephone_line() {
        var wide = new SpokenLike(4, 24_000).speech(2.5);
        var said = Resampler.convert(wide, 24_000, RATE);
        var line = around(30_000, G711.decodeMuLaw(G711.encodeMuLaw(said)), 60_000);
        mix(line, 0, new SpokenLike(5, RATE).speech(3));
        mix(line, 60_000, new SpokenLike(6, RATE).speech(3));
        for (int i = 0; i < line.length; i++) {
            line[i] = (short) (line[i] / 3);
        }
        var match = Correlation.find(line, said, RATE);
        assertThat(match.offset()).isEqualTo(30_000);
        assertThat(match.lowestWindowScore()).isGreaterThan(0.98);
    }

    @Test
    void a_lost_piece_shows_in_the_lowest_window_and_hardly_in_the_whole() {
        var line = around(4_000, reference, 4_000);
        Arrays.fill(line, 4_000 + 8_000, 4_000 + 10_000, (short) 0);
        var match = Correlation.find(line, reference, RATE);
        assertThat(match.offset()).isEqualTo(4_000);
        assertThat(match.score()).isGreaterThan(0.85);
        assertThat(match.lowestWindowScore()).isLessThan(0.2);
    }

    @Test
    void other_speech_is_not_taken_for_the_reference() {
        var match = Correlation.find(new SpokenLike(2, RATE).speech(20), reference, RATE);
        assertThat(match.score()).isLessThan(0.4);
        assertThat(match.lowestWindowScore()).isLessThan(0.3);
    }

    @Test
    void silence_and_short_recordings_have_nothing_in_common_with_speech() {
        assertThat(Correlation.find(new short[50_000], reference, RATE).score()).isZero();
        assertThat(Correlation.find(new short[10], reference, RATE).score()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.find(reference, new short[0], RATE));
    }

    private static short[] around(int before, short[] sound, int after) {
        var line = new short[before + sound.length + after];
        System.arraycopy(sound, 0, line, before, sound.length);
        return line;
    }

    private static void mix(short[] line, int at, short[] sound) {
        for (int i = 0; i < sound.length; i++) {
            line[at + i] = Pcm.clip(line[at + i] + sound[i]);
        }
    }
}
