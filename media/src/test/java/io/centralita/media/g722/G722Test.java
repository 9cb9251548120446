package io.centralita.media.g722;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class G722Test {
    /// The two filters together, in samples.
    private static final int DELAY = 22;

    /// Digests of what an independent implementation makes of the same input: libg722 1.2.8, which
    /// passes the test sequences of ITU-T G.722 appendix II.
    @ParameterizedTest
    @CsvSource({
        "NOISE, 88b5df49, e624e221",
        "SWEEP, 41eb3bf4, a59453cc",
        "MIXED, a16de0da, fa74efd9"
    })
    void every_bit_is_as_the_recommendation_has_it(Signal signal, String bytes, String samples) {
        var encoded = encode(signal.samples());
        assertThat(crc(encoded)).isEqualTo(bytes);
        assertThat(crc(Pcm.bytes(decode(encoded)))).isEqualTo(samples);
    }

    @Test
    void any_bytes_can_be_decoded() {
        var codes = new byte[32_000];
        int state = 99;
        for (int i = 0; i < codes.length; i++) {
            state = state * 1_664_525 + 1_013_904_223;
            codes[i] = (byte) (state >>> 24);
        }
        assertThat(crc(Pcm.bytes(decode(codes)))).isEqualTo("affcf76c");
    }

    @ParameterizedTest
    @CsvSource({"200, 30", "440, 30", "1000, 30", "3000, 25", "5000, 15", "6500, 12"})
    void tones_pass_in_level_and_time(double hz, double leastSnr) {
        var tone = Tones.sine(hz, -15, Duration.ofSeconds(1), 16_000);
        var heard = decode(encode(tone));
        double error = 0;
        double power = 0;
        for (int i = 4_000; i < 12_000; i++) {
            error += Math.pow(heard[i + DELAY] - tone[i], 2);
            power += Math.pow(tone[i], 2);
        }
        assertThat(10 * Math.log10(power / error)).isGreaterThan(leastSnr);
    }

    @Test
    void silence_stays_silence() {
        var heard = decode(encode(new short[16_000]));
        assertThat(Levels.rmsDbfs(heard)).isLessThan(-80);
    }

    @Test
    void it_does_not_matter_how_the_audio_is_cut() {
        var samples = Signal.MIXED.samples();
        var whole = encode(samples);
        var encoder = new G722Encoder();
        var pieces = new byte[whole.length];
        for (int at = 0, length = 2; at < samples.length; at += length, length = length * 3 % 638) {
            length = Math.min(length, samples.length - at);
            encoder.encode(samples, at, length, pieces, at / 2);
        }
        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void half_a_byte_cannot_be_encoded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new G722Encoder().encode(new short[3], 0, 3, new byte[2], 0));
    }

    @Test
    void a_decoder_that_missed_packets_is_right_again_soon() {
        var tone = Tones.sine(440, -15, Duration.ofSeconds(1), 16_000);
        var encoded = encode(tone);
        var whole = decode(encoded);
        var withGap = new byte[encoded.length - 480];
        System.arraycopy(encoded, 0, withGap, 0, 3_200);
        System.arraycopy(encoded, 3_680, withGap, 3_200, withGap.length - 3_200);
        var heard = decode(withGap);
        var late = Arrays.copyOfRange(heard, 6_400 + 3_200, 12_000);
        for (int i = 0; i < late.length; i++) {
            assertThat(late[i] - whole[i + 6_400 + 3_200 + 960]).isBetween(-150, 150);
        }
    }

    private static byte[] encode(short[] samples) {
        var out = new byte[samples.length / 2];
        new G722Encoder().encode(samples, 0, samples.length, out, 0);
        return out;
    }

    private static short[] decode(byte[] codes) {
        var out = new short[2 * codes.length];
        new G722Decoder().decode(codes, 0, codes.length, out, 0);
        return out;
    }

    private static String crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return "%08x".formatted(crc.getValue());
    }

    /// Inputs of whole numbers only, so that any implementation can make them.
    enum Signal {
        NOISE,
        SWEEP,
        MIXED;

        short[] samples() {
            var samples = new short[64_000];
            int state = 12_345;
            for (int i = 0; i < samples.length; i++) {
                state = state * 1_664_525 + 1_013_904_223;
                int noise = state >> 16;
                int triangle = Math.abs(i * (1 + i / 4_000) % 400 - 200) * 2 - 200;
                int value =
                        switch (this) {
                            case NOISE -> noise;
                            case SWEEP -> triangle * 150;
                            case MIXED ->
                                    triangle * (i / 800 % 80) + (noise >> (4 + i / 16_000 * 2));
                        };
                samples[i] = (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
            }
            return samples;
        }
    }
}
