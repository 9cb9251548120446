package io.centralita.fake.asterisk.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.media.Pcm;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConversionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /// Of the two filters together: 22 samples of the analysis, 22 of the synthesis, less two.
    private static final int G722_DELAY = 22;

    @ParameterizedTest
    @ValueSource(ints = {300, 1_000, 3_400, 5_000, 6_800})
    void g722_keeps_tones_of_both_bands(int hz) {
        var tone = Tones.sine(hz, -12, SECOND, 16_000);
        var codec = new G722();
        var back = codec.decode(codec.encode(tone));
        assertThat(codec.encode(tone)).hasSize(tone.length / 2);
        assertThat(signalToNoise(tone, back)).isGreaterThan(15);
    }

    @Test
    void g722_of_silence_is_silence() {
        var codec = new G722();
        var back = codec.decode(codec.encode(new short[16_000]));
        for (short sample : back) {
            assertThat(Math.abs(sample)).isLessThan(20);
        }
    }

    private static double signalToNoise(short[] sent, short[] got) {
        double best = -100;
        for (int delay = 0; delay <= 2 * G722_DELAY; delay++) {
            double signal = 0;
            double noise = 0;
            for (int i = 2_000; i < sent.length - 100; i++) {
                double difference = sent[i] - got[i + delay];
                signal += (double) sent[i] * sent[i];
                noise += difference * difference;
            }
            best = Math.max(best, 10 * Math.log10(signal / noise));
        }
        return best;
    }

    /// The table of the captures' README.
    @ParameterizedTest
    @CsvSource({
        "ulaw, 0, 160, 160",
        "alaw, 8, 160, 160",
        "g722, 9, 160, 160",
        "slin, 10, 320, 160",
        "slin16, 118, 640, 320",
        "slin24, 123, 960, 480",
        "slin48, 126, 1920, 960",
        "slin192, 96, 7680, 3840"
    })
    void formats_are_those_of_the_captures(String name, int type, int bytes, int ticks) {
        var format = Format.named(name).orElseThrow();
        assertThat(format.payloadType()).isEqualTo(type);
        assertThat(format.frameBytes()).isEqualTo(bytes);
        assertThat(format.ticks(bytes)).isEqualTo(ticks);
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, mode = EnumSource.Mode.EXCLUDE, names = "OPUS")
    void each_frame_becomes_one_frame_from_the_first_on(Format to) {
        var conversion = new Conversion(Format.ULAW, to);
        for (int i = 0; i < 5; i++) {
            var frame = conversion.convert(Frame.of(Format.ULAW, new byte[160]));
            assertThat(frame.payload()).hasSize(to.frameBytes());
        }
    }

    @Test
    void a_tone_survives_the_way_to_sixteen_kilohertz_and_back() {
        var tone = Tones.sine(440, -12, SECOND, 8_000);
        var up = new Conversion(Format.SLIN, Format.SLIN16);
        var down = new Conversion(Format.SLIN16, Format.SLIN);
        int heard = 0;
        for (int from = 0; from + 160 <= tone.length; from += 160) {
            var frame = Pcm.bytes(Arrays.copyOfRange(tone, from, from + 160));
            var back = down.convert(up.convert(Frame.of(Format.SLIN, frame)));
            heard += Pcm.samples(back.payload()).length;
        }
        assertThat(heard).isEqualTo(tone.length);
    }

    @Test
    void what_has_no_codec_becomes_nothing() {
        var conversion = new Conversion(Format.ULAW, Format.OPUS);
        assertThat(conversion.convert(Frame.of(Format.ULAW, new byte[160])).payload()).isEmpty();
    }

    @Test
    void frames_of_the_same_format_keep_the_timing_of_their_packet() {
        var frame = new Frame(Format.ULAW, new byte[160], new Frame.Timing(1, 2, false));
        assertThat(new Conversion(Format.ULAW, Format.ULAW).convert(frame)).isSameAs(frame);
        assertThat(new Conversion(Format.ULAW, Format.ALAW).convert(frame).timing()).isNull();
    }
}
