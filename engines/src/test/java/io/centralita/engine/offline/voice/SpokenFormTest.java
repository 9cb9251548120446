package io.centralita.engine.offline.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenFormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hay 3 en router-146.|Hay 3 en ráuter 146.",
                "En FIBRA OPTICA hay uno|En fibra optica hay uno",
                "La IP es 192.168.88.1|La i pe es 192 punto 168 punto 88 punto 1",
                "Red 10.0.0.0/8.|Red 10 punto 0 punto 0 punto 0 barra 8.",
                "Van 12,5 Mbps y 1 Gbps|Van 12,5 megabits por segundo y 1 gigabit por segundo",
                "Señal de -70 dBm, 30ms|Señal de menos 70 decibelios milivatio, 30 milisegundos",
                "Interfaz WAN_2 y DHCP|Interfaz wan 2 y DHCP",
                "El API LTE|El A P I L T E",
                "Equipo 4C:5E:0c:00:1f:Ab|Equipo 4 C, 5 E, 0 C, 0 0, 1 F, A B",
                "**Ojo**: `ether1` 🙂 bien|Ojo : ether1 bien",
                "Son 45% y 30 °C|Son 45 por ciento y 30 grados",
                "Versión 7.18.2 instalada|Versión 7.18.2 instalada",
            })
    void spanish_is_written_as_it_is_said(String written, String said) {
        assertThat(SpokenForm.of(Locale.of("es", "MX")).of(written)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IP 10.1.2.3 has 1 Mbps|I P 10 dot 1 dot 2 dot 3 has 1 megabit per second",
                "FIBRA router-146 at -3 dB|fibra router 146 at minus 3 decibels",
            })
    void english_is_written_as_it_is_said(String written, String said) {
        assertThat(SpokenForm.of(Locale.US).of(written)).isEqualTo(said);
    }

    @Test
    void lines_of_a_list_become_sentences() {
        assertThat(SpokenForm.of(Locale.ENGLISH).of("Routers:\n- one\n- two, up\n\nDone."))
                .isEqualTo("Routers: one. two, up. Done.");
    }

    @Property(tries = 300)
    void any_text_can_be_put_into_a_form(@ForAll String written) {
        assertThat(SpokenForm.of(Locale.of("es")).of(written)).doesNotContain("\n", "[[", "*");
    }
}
