package io.centralita.engine.offline.ears;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionGrammarTest {
    private static final Vocabulary VOCABULARY =
            new Vocabulary(
                    List.of(146, 205), List.of("Fibra Óptica"), List.of("wan", "ether1", "sfp1"));

    private final QuestionGrammar spanish;
    private final QuestionGrammar english;

    QuestionGrammarTest() throws IOException {
        spanish = QuestionGrammar.of(Locale.of("es"), VOCABULARY);
        english = QuestionGrammar.of(Locale.of("en"), VOCABULARY);
    }

    @ParameterizedTest
    @CsvSource({
        "cuántos clientes hay en router ciento cuarenta y seis",
        "cuántos clientes hay en router uno cuarenta y seis",
        "cuántos clientes hay en router uno cuatro seis",
        "¿Cuántos clientes hay en router 146?"
    })
    void every_way_to_say_a_router_is_written_in_digits(String said) {
        var heard = spanish.parse(said).orElseThrow();
        assertThat(heard.text()).isEqualTo("cuántos clientes hay en router 146");
        assertThat(heard.meaning().intent()).isEqualTo("clients.active");
        assertThat(heard.meaning().slots()).isEqualTo(Map.of("router", "146"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hola, ¿me puedes decir cuántos clientes hay conectados, por favor?",
                "¿Hay clientes con problemas en fibra óptica?",
                "qué routers están configurados",
                "cuál es el tráfico de la interfaz wan del router doscientos cinco",
                "tráfico del ether uno",
                "tráfico del ether1",
                "tráfico del sfp",
                "qué interfaz tiene más tráfico",
                "qué puertos están libres",
                "qué gateways están activos",
                "dame la hora despacio",
                "¿sigues ahí?",
                "olvídalo",
                "olvida mis datos",
                "borra todos mis datos, por favor",
                "no guardes mis datos",
                "sí"
            })
    void natural_questions_are_covered(String sentence) {
        assertThat(spanish.covers(sentence)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "router", "qué tiempo hace en Madrid", "cuántos clientes hay en"})
    void other_sentences_and_halves_are_not(String sentence) {
        assertThat(spanish.covers(sentence)).isFalse();
    }

    @Test
    void a_router_that_does_not_exist_is_still_heard_as_what_it_is() {
        var heard = spanish.parse("cómo está el router trescientos cincuenta").orElseThrow();
        assertThat(heard.meaning().slots()).containsEntry("router", "350");
    }

    @Test
    void english_has_its_own_phrases_and_numbers() {
        var heard = english.parse("How many clients are on router two oh five").isPresent();
        assertThat(heard).isFalse();
        assertThat(english.parse("is router two zero five up").orElseThrow().text())
                .isEqualTo("is router 205 up");
    }

    @Test
    void the_word_graph_says_what_the_net_says_and_a_grammar_fault_names_its_rule() {
        var rules = GrammarParser.parse("a = x ( y | z ) [ w ];", Map.of());
        var net = new WordNet(rules.getOrDefault("a", Phrase.NOTHING));
        var start = new WordGraph(net).states().getFirst();
        assertThat(start.next()).hasSize(1);
        assertThatThrownBy(() -> GrammarParser.parse("broken = ( x ;", Map.of()))
                .hasMessageContaining("broken");
    }
}
