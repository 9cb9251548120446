package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Hay **221** clientes activos.|Hay 221 clientes activos.",
                "*Muy* bien, ***todo*** en orden.|Muy bien, todo en orden.",
                "Es _importante_ y __urgente__.|Es importante y urgente.",
                "Uso get_current_time en router_146.|Uso get_current_time en router_146.",
                "2*3 son 6, y 2 * 3 también.|2*3 son 6, y 2 * 3 también.",
                "Y **esto quedó sin cerrar.|Y esto quedó sin cerrar.",
                "## Estado de la red|Estado de la red",
                "### Tráfico ###|Tráfico",
                "- Router norte: 42 clientes|Router norte: 42 clientes",
                "* Router sur|Router sur",
                "• Router este|Router este",
                "1. Router oeste|1. Router oeste",
                "-5 grados|-5 grados",
                "- [x] Revisado|Revisado",
                "> Una cita.|Una cita.",
                "Escribe `ping 10.0.0.1` ahora.|Escribe ping 10.0.0.1 ahora.",
                "Mira [la guía](https://example.com/a/b?c=d#e).|Mira la guía.",
                "Está en https://www.example.com/a/b?c=d.|Está en example.com.",
                "Entra en http://192.168.1.1/login, por favor.|Entra en 192.168.1.1, por favor.",
                "Ve a <https://example.org>.|Ve a example.org.",
                "Todo bien 😀👍🏽!|Todo bien!",
                "Opción 1️⃣ ✅ lista|Opción 1 lista",
                "Norte → sur|Norte, sur",
                "Hace 23 °C con 10.5 Mbps.|Hace 23 °C con 10.5 Mbps.",
                "~~No~~ sí.|No sí.",
                "Uno<br/>dos <b>tres</b>.|Uno dos tres.",
                "Vale \\*nota\\*.|Vale nota.",
                "¿Cuánto? 50 % (aprox.)|¿Cuánto? 50 % (aprox.)",
                "---|\"\"",
                "🙂|\"\"",
                "***|\"\"",
            })
    void what_is_for_the_eye_is_not_read_aloud(String written, String said) {
        assertThat(new SpokenText().of(written)).isEqualTo(said == null ? "" : said);
    }

    @Test
    void a_table_is_read_as_a_list() {
        assertThat(said("| Router | Clientes |\n|---|---:|\n| Norte | 42 |\n"))
                .containsExactly("Router, Clientes", "Norte, 42");
    }

    @Test
    void a_block_of_code_is_left_out_wherever_it_is_cut() {
        assertThat(
                        said(
                                "Aquí está:\n```json\n{\"a\": 1. Dos}\n\nfin\n```\nEso es todo. Y"
                                        + " `esto` no."))
                .containsExactly("Aquí está:", "Eso es todo.", "Y esto no.");
        assertThat(said("Usa ```ping``` o ```trace``` aquí. Ya."))
                .containsExactly("Usa o aquí.", "Ya.");
    }

    private static List<String> said(String text) {
        var sentences = new Sentences();
        var spoken = new SpokenText();
        var whole = new ArrayList<String>();
        for (int i = 0; i < text.length(); i++) {
            whole.addAll(sentences.add(text.substring(i, i + 1)));
        }
        whole.addAll(sentences.flush());
        return whole.stream().map(spoken::of).filter(words -> !words.isEmpty()).toList();
    }
}
