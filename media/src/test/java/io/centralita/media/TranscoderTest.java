package io.centralita.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class TranscoderTest {
    @Provide
    Arbitrary<AudioFormat> formats() {
        return Arbitraries.of(
                AudioFormat.PCMU_8K,
                AudioFormat.PCMA_8K,
                AudioFormat.PCM_8K,
                AudioFormat.PCM_16K,
                AudioFormat.PCM_24K,
                AudioFormat.pcm(22_050));
    }

    @Test
    void equal_formats_hand_back_the_very_same_array() {
        var audio = new byte[] {1, 2, 3};
        var same = Transcoder.between(AudioFormat.PCM_24K, AudioFormat.pcm(24_000));
        assertThat(same.convert(audio)).isSameAs(audio);
        assertThat(same.flush()).isEmpty();
    }

    @Property(tries = 200)
    void any_way_of_cutting_gives_the_same_audio(
            @ForAll("formats") AudioFormat from,
            @ForAll("formats") AudioFormat to,
            @ForAll long seed) {
        var random = new Random(seed);
        var audio = new byte[4_000];
        random.nextBytes(audio);
        var whole = new ByteArrayOutputStream();
        var once = Transcoder.between(from, to);
        whole.writeBytes(once.convert(audio));
        whole.writeBytes(once.flush());

        var pieces = new ByteArrayOutputStream();
        var often = Transcoder.between(from, to);
        for (int at = 0; at < audio.length; ) {
            int end = Math.min(at + random.nextInt(333), audio.length);
            pieces.writeBytes(often.convert(Arrays.copyOfRange(audio, at, end)));
            at = end;
        }
        pieces.writeBytes(often.flush());
        assertThat(pieces.toByteArray()).isEqualTo(whole.toByteArray());
        assertThat(to.duration(whole.size()).minus(from.duration(audio.length)).abs())
                .isLessThan(Duration.ofMillis(1));
    }

    @Property
    void pcm_that_came_from_g711_goes_back_to_the_same_codes(@ForAll byte[] codes) {
        for (var law : new AudioFormat[] {AudioFormat.PCMU_8K, AudioFormat.PCMA_8K}) {
            var there = Transcoder.between(law, AudioFormat.PCM_8K);
            var back = Transcoder.between(AudioFormat.PCM_8K, law);
            var expected = codes.clone();
            for (int i = 0; i < expected.length; i++) {
                if (law.codec() == Codec.PCMU && expected[i] == 0x7F) {
                    expected[i] = (byte) 0xFF; // both are zero
                }
            }
            assertThat(back.convert(there.convert(codes))).isEqualTo(expected);
        }
    }

    @Test
    void silence_stays_silence_in_every_format() {
        AudioFormat[] formats = {
            AudioFormat.PCMU_8K, AudioFormat.PCMA_8K, AudioFormat.PCM_16K, AudioFormat.PCM_24K
        };
        for (var from : formats) {
            for (var to : formats) {
                var quiet = Transcoder.between(from, to).convert(Silence.frame(from));
                for (short sample : samples(quiet, to)) {
                    assertThat(Math.abs((int) sample)).as(from + " to " + to).isLessThan(10);
                }
            }
        }
    }

    private static short[] samples(byte[] audio, AudioFormat format) {
        return Pcm.samples(
                Transcoder.between(format, AudioFormat.pcm(format.sampleRateHz())).convert(audio));
    }
}
