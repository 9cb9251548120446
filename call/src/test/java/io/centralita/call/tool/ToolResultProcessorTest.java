package io.centralita.call.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.text.BundledTexts;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolResultProcessorTest {
    private final ToolResultProcessor processor = new ToolResultProcessor(new BundledTexts());

    @Test
    void the_sentences_of_the_six_ends_are_those_of_the_contract() {
        assertThat(words(new ToolOutcome.TimedOut()))
                .isEqualTo(
                        "La consulta tardó demasiado tiempo en responder. Por favor, intenta con"
                                + " una pregunta más simple o inténtalo nuevamente.");
        assertThat(words(new ToolOutcome.Unreachable()))
                .isEqualTo(
                        "No pude conectarme al servidor de información. Por favor, intenta más"
                                + " tarde.");
        assertThat(words(new ToolOutcome.HttpError(500)))
                .isEqualTo(
                        "Hubo un error al consultar el servidor. Por favor, intenta nuevamente.");
        assertThat(words(new ToolOutcome.RateLimited()))
                .isEqualTo(
                        "Lo siento, tuve un problema al consultar esa información. El servidor está"
                                + " muy ocupado en este momento. ¿Puedo ayudarte con algo más?");
        assertThat(words(new ToolOutcome.Unexpected("x")))
                .isEqualTo(
                        "Ocurrió un error al procesar tu consulta. Por favor, intenta nuevamente.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Error: HTTP 429 Too Many Requests                                | rate-limited
                    {"success": false, "error": "rate limit exceeded"}               | rate-limited
                    {"error": "upstream timed out"}                                  | timed-out
                    java.net.ConnectException: Connection refused                    | unreachable
                    requests.exceptions.ConnectionError: ECONNREFUSED 10.0.0.1:8728  | unreachable
                    Traceback (most recent call last): File "x.py", line 3           | unexpected
                    <html><head><title>502 Bad Gateway</title></head></html>         | unexpected
                    NullPointerException: boom                                       | unexpected
                    {"success": false}                                               | unexpected
                    {"broken                                                         | unexpected
                    """)
    void an_error_inside_a_successful_reply_is_recognised(String answer, String outcome) {
        assertThat(processor.examine(new ToolOutcome.Answered(answer)).word()).isEqualTo(outcome);
    }

    @Test
    void a_blank_answer_is_no_answer() {
        assertThat(processor.examine(new ToolOutcome.Answered(" \n")).word())
                .isEqualTo("unexpected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "En el router FIBRA OPTICA hay 429 clientes activos.",
                "Hay 504 clientes activos en 5 routers.",
                "La interfaz WAN tiene 3 errores: 12 paquetes perdidos.",
                "El router RESPALDO no respondió: 4 de 5 routers respondieron.",
                "{\"clients\": 221}"
            })
    void an_honest_answer_passes_unchanged(String answer) {
        assertThat(processor.examine(new ToolOutcome.Answered(answer)))
                .isEqualTo(new ToolOutcome.Answered(answer));
    }

    @Test
    void an_endless_answer_ends_at_a_whole_sentence() {
        var endless = "Hay un cliente con problemas. ".repeat(200);
        var examined = (ToolOutcome.Answered) processor.examine(new ToolOutcome.Answered(endless));
        assertThat(examined.text())
                .hasSizeLessThanOrEqualTo(ToolResultProcessor.MAX_ANSWER_CHARS)
                .endsWith("problemas.");
    }

    private String words(ToolOutcome outcome) {
        return processor.words(outcome, Locale.of("es"));
    }
}
