package io.centralita.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThoughtFilterTest {
    @ParameterizedTest
    @CsvSource({
        "'Hola.', 'Hola.'",
        "'<think>Let me see. 2 < 3</think>\n\nHola.', 'Hola.'",
        "' \n<think></think>Hola.', 'Hola.'",
        "'<thin', '<thin'",
        "'Es <think> así.', 'Es <think> así.'",
        "'<think>never ends', ''",
        "'<thinking>Hola', '<thinking>Hola'"
    })
    void thoughts_are_kept_back_however_they_are_cut(String written, String spoken) {
        for (int piece = 1; piece <= written.length(); piece++) {
            var filter = new ThoughtFilter();
            var heard = new StringBuilder();
            for (int from = 0; from < written.length(); from += piece) {
                heard.append(
                        filter.pass(
                                written.substring(from, Math.min(written.length(), from + piece))));
            }
            heard.append(filter.end());
            assertThat(heard.toString().strip()).as("pieces of %d", piece).isEqualTo(spoken);
        }
    }
}
