package io.centralita.media;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class G711Test {
    /// G.711 tables 2a and 2b (values at the decoder output), four times for 16 bits.
    @ParameterizedTest
    @CsvSource({
        "0x80, 8031",
        "0x8F, 4191",
        "0x9F, 2079",
        "0xAF, 1023",
        "0xBF, 495",
        "0xCF, 231",
        "0xDF, 99",
        "0xEF, 33",
        "0xFE, 2",
        "0xFF, 0",
        "0x00, -8031",
        "0x0F, -4191",
        "0x7E, -2",
        "0x7F, 0"
    })
    void mu_law_codes_stand_for_the_values_of_the_recommendation(int code, int value14Bits) {
        assertThat((int) G711.muLawToLinear((byte) code)).isEqualTo(4 * value14Bits);
    }

    /// G.711 tables 1a and 1b; the recommendation counts 4096 to the rail.
    @ParameterizedTest
    @CsvSource({
        "0xAA, 4032", "0xA5, 2112", "0xB5, 1056", "0x85, 528", "0x95, 264", "0xE5, 132",
        "0xF5, 66", "0xC5, 33", "0xD5, 1", "0x2A, -4032", "0x25, -2112", "0x55, -1"
    })
    void a_law_codes_stand_for_the_values_of_the_recommendation(int code, int value13Bits) {
        assertThat((int) G711.aLawToLinear((byte) code)).isEqualTo(8 * value13Bits);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0xFF",
        "-1, 0x7F",
        "3, 0xFF",
        "4, 0xFE",
        "32767, 0x80",
        "-32768, 0x00",
        "32635, 0x80",
        "1000, 0xCE",
        "-1000, 0x4E"
    })
    void samples_get_the_mu_law_code_of_their_interval(short sample, int code) {
        assertThat(G711.linearToMuLaw(sample)).isEqualTo((byte) code);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0xD5",
        "-1, 0x55",
        "15, 0xD5",
        "16, 0xD4",
        "32767, 0xAA",
        "-32768, 0x2A",
        "1000, 0xFA",
        "-1000, 0x7A"
    })
    void samples_get_the_a_law_code_of_their_interval(short sample, int code) {
        assertThat(G711.linearToALaw(sample)).isEqualTo((byte) code);
    }

    @Test
    void every_code_survives_the_way_to_samples_and_back() {
        for (int code = 0; code < 256; code++) {
            if (code != 0x7F) { // the second zero of μ-law
                assertThat(G711.linearToMuLaw(G711.muLawToLinear((byte) code)))
                        .isEqualTo((byte) code);
            }
            assertThat(G711.linearToALaw(G711.aLawToLinear((byte) code))).isEqualTo((byte) code);
        }
    }

    /// Sixteen steps to the octave, each hit within half a step, give one part in 32.
    @Test
    void the_error_is_a_thirty_second_of_the_sample_at_most() {
        for (int sample = -32_124; sample <= 32_124; sample++) {
            int mu = G711.muLawToLinear(G711.linearToMuLaw((short) sample));
            int a = G711.aLawToLinear(G711.linearToALaw((short) sample));
            int size = Math.abs(sample);
            assertThat(Math.abs(mu - sample)).isLessThanOrEqualTo((size + 4 * 33) / 32 + 1);
            assertThat(Math.abs(a - sample)).isLessThanOrEqualTo(Math.max(8, size / 32 + 1));
        }
    }

    @Property
    boolean both_laws_are_symmetric_about_zero(@ForAll short sample) {
        return (G711.linearToMuLaw(sample) ^ G711.linearToMuLaw((short) ~sample)) == (byte) 0x80
                && (G711.linearToALaw(sample) ^ G711.linearToALaw((short) ~sample)) == (byte) 0x80;
    }

    @Test
    void a_change_of_law_moves_a_value_by_one_step_at_most() {
        for (int code = 0; code < 256; code++) {
            byte[] mu = {(byte) code};
            int before = G711.decodeMuLaw(mu)[0];
            int after = G711.decodeALaw(G711.muLawToALaw(mu))[0];
            assertThat(Math.abs(after - before)).isLessThanOrEqualTo(8 + Math.abs(before) / 16);
            byte[] a = {(byte) code};
            int value = G711.decodeALaw(a)[0];
            int back = G711.decodeMuLaw(G711.aLawToMuLaw(a))[0];
            assertThat(Math.abs(back - value)).isLessThanOrEqualTo(8 + Math.abs(value) / 16);
        }
    }

    @Test
    void silence_is_zero_in_both_laws() {
        assertThat(G711.encodeMuLaw(new short[2])).containsOnly(0xFF);
        assertThat(G711.encodeALaw(new short[2])).containsOnly(0xD5);
        assertThat(Silence.frame(AudioFormat.PCMU_8K)).hasSize(160).containsOnly(0xFF);
        assertThat(Silence.frame(AudioFormat.PCMA_8K)).hasSize(160).containsOnly(0xD5);
        assertThat(Silence.frame(AudioFormat.PCM_16K)).hasSize(640).containsOnly(0);
    }
}
