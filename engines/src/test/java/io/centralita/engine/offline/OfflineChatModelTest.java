package io.centralita.engine.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.engine.Usage;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineChatModelTest {
    private static final Locale SPANISH = Locale.of("es", "MX");
    private final OfflineChatModel mind = new OfflineChatModel();

    private static final class Heard implements ChatModel.Sink {
        final StringBuilder text = new StringBuilder();
        final List<ToolCall> calls = new ArrayList<>();
        boolean farewell;

        @Override
        public void text(String delta) {
            text.append(delta);
        }

        @Override
        public void toolCall(ToolCall call) {
            calls.add(call);
        }

        @Override
        public void farewell() {
            farewell = true;
        }

        @Override
        public void used(Usage usage) {
            throw new AssertionError("nothing is used");
        }
    }

    private static List<ToolDefinition> tools(String... names) {
        return Stream.of(names)
                .map(name -> new ToolDefinition(name, "", JsonNodeFactory.instance.objectNode()))
                .toList();
    }

    private Heard reply(Locale language, List<ToolDefinition> tools, ChatMessage... messages)
            throws InterruptedException {
        var heard = new Heard();
        mind.reply(new ChatModel.Request("call", language, "", List.of(messages), tools), heard);
        return heard;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "Say exactly this, in Spanish, and nothing else: «Hola. ¿Qué tal?» | Hola. ¿Qué tal?",
                "Please say exactly \"Good morning\". | Good morning",
                "Greet the caller. | ''",
                "Say «cancelado» when something is dropped. | ''"
            })
    void a_sentence_that_is_to_be_said_word_for_word_is_said(String instructions, String said)
            throws InterruptedException {
        var heard = new Heard();
        mind.reply(
                new ChatModel.Request("call", SPANISH, instructions, List.of(), List.of()), heard);

        assertThat(heard.text.toString().strip()).isEqualTo(said);
    }

    private Heard said(Locale language, String text) throws InterruptedException {
        return reply(
                language,
                tools("consultar_mikrotik", "get_current_time", "get_current_time_slow"),
                new ChatMessage.User(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hola|saber de la red,en qué te ayudo",
                "¡Buenos días, señorita!|saber de la red,en qué te ayudo",
                "muchas gracias|algo más",
                "Vale, perfecto, gracias.|algo más",
                "¿Sigues ahí?|aquí",
                "hola, ¿me escuchas?|aquí",
                "ayuda por favor|clientes activos",
                "¿Qué puedes hacer?|clientes activos",
                "Olvídalo|dejamos",
                "Sí|saber",
                "no|Si necesitas",
                "repite por favor|nada que repetir",
            })
    void small_talk_is_answered_without_a_tool(String said, String expected) throws Exception {
        var heard = said(SPANISH, said);
        assertThat(heard.calls).isEmpty();
        assertThat(expected.split(","))
                .anySatisfy(part -> assertThat(heard.text).containsIgnoringCase(part));
        assertThat(heard.farewell).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adiós",
                "Gracias, hasta luego.",
                "no gracias",
                "Eso es todo, muchas gracias",
                "vale, chao",
                "nada más gracias"
            })
    void a_goodbye_ends_the_call_after_the_farewell(String said) throws Exception {
        var heard = said(SPANISH, said);
        assertThat(heard.text).containsIgnoringCase("hasta");
        assertThat(heard.farewell).isTrue();
        assertThat(heard.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "¿Qué hora es?|get_current_time",
                "hola, dime la hora por favor|get_current_time",
                "¿me puedes decir qué día es hoy?|get_current_time",
                "dime la hora despacio|get_current_time_slow",
            })
    void the_time_comes_from_the_clock(String said, String tool) throws Exception {
        var heard = said(SPANISH, said);
        assertThat(heard.calls).extracting(ToolCall::name).containsExactly(tool);
        assertThat(heard.calls).extracting(ToolCall::arguments).containsExactly("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hola, ¿cuántos clientes hay en router-146?",
                "¿Hay clientes con problemas?",
                "cuánto tráfico hay ahora",
                "¿Quién ganó el mundial?",
                "gracias, ¿y los \"gateways\"?",
                "¿a qué hora cae más tráfico?"
            })
    void anything_else_goes_to_the_network_in_the_callers_own_words(String said) throws Exception {
        var heard = said(SPANISH, said);
        assertThat(heard.text).isEmpty();
        assertThat(heard.calls)
                .singleElement()
                .satisfies(
                        call -> {
                            assertThat(call.name()).isEqualTo("consultar_mikrotik");
                            var arguments = new ObjectMapper().readTree(call.arguments());
                            assertThat(arguments.path("pregunta").asText()).isEqualTo(said);
                        });
    }

    @Test
    void without_the_tool_it_says_that_it_cannot() throws Exception {
        var heard =
                reply(SPANISH, tools("get_current_time"), new ChatMessage.User("¿cuántos hay?"));
        assertThat(heard.text).contains("no lo puedo consultar");
        assertThat(heard.calls).isEmpty();
        assertThat(reply(SPANISH, tools(), new ChatMessage.User("qué hora es")).text)
                .contains("no lo puedo");
    }

    @Test
    void english_callers_are_answered_in_english() throws Exception {
        assertThat(said(Locale.US, "Hi there!").text).contains("Hello");
        assertThat(said(Locale.US, "That's all, thanks, bye").farewell).isTrue();
        assertThat(said(Locale.US, "What's the time, please?").calls).hasSize(1);
        assertThat(said(Locale.US, "Never mind").text).contains("leave it");
        assertThat(said(Locale.US, "How many clients are there?").calls)
                .extracting(ToolCall::name)
                .containsExactly("consultar_mikrotik");
    }

    @Test
    void results_are_spoken_as_they_stand_and_together() throws Exception {
        var heard =
                reply(
                        SPANISH,
                        tools("consultar_mikrotik"),
                        new ChatMessage.User("¿cuántos clientes?"),
                        new ChatMessage.Assistant(
                                "",
                                List.of(
                                        new ToolCall("a", "consultar_mikrotik", "{}"),
                                        new ToolCall("b", "get_current_time", "{}"))),
                        new ChatMessage.ToolResult("a", "Hay 221 clientes activos."),
                        new ChatMessage.ToolResult("b", "No pude conectarme al servidor."),
                        new ChatMessage.Switchboard("Déjame consultar esa información."),
                        new ChatMessage.User("¿sigues ahí?"));
        assertThat(heard.text.toString().strip())
                .isEqualTo("Hay 221 clientes activos. No pude conectarme al servidor.");
        assertThat(heard.calls).isEmpty();
    }

    @Test
    void a_question_asked_while_a_tool_ran_follows_its_result() throws Exception {
        var heard =
                reply(
                        SPANISH,
                        tools("consultar_mikrotik"),
                        new ChatMessage.User("¿cuántos clientes?"),
                        new ChatMessage.Assistant(
                                "", List.of(new ToolCall("a", "consultar_mikrotik", "{}"))),
                        new ChatMessage.ToolResult("a", "Hay 221 clientes."),
                        new ChatMessage.User("¿y qué routers hay?"));
        assertThat(heard.text.toString().strip()).isEqualTo("Hay 221 clientes.");
        assertThat(heard.calls)
                .singleElement()
                .satisfies(c -> assertThat(c.arguments()).contains("routers"));
    }

    @Test
    void what_was_cancelled_is_not_told_and_what_is_wanted_instead_is_looked_up() throws Exception {
        var heard =
                reply(
                        SPANISH,
                        tools("consultar_mikrotik", "get_current_time"),
                        new ChatMessage.User("¿cuántos clientes?"),
                        new ChatMessage.Assistant(
                                "", List.of(new ToolCall("a", "consultar_mikrotik", "{}"))),
                        new ChatMessage.ToolResult("a", ChatMessage.ToolResult.CANCELLED),
                        new ChatMessage.User("¿sigues ahí?"),
                        new ChatMessage.Switchboard("Sí, aquí sigo."),
                        new ChatMessage.User("olvídalo, mejor dime la hora"));
        assertThat(heard.text).isEmpty();
        assertThat(heard.calls).extracting(ToolCall::name).containsExactly("get_current_time");
    }

    @Test
    void who_says_goodbye_while_tools_ran_is_not_kept_with_more_lookups() throws Exception {
        var heard =
                reply(
                        SPANISH,
                        tools("consultar_mikrotik"),
                        new ChatMessage.Assistant(
                                "", List.of(new ToolCall("a", "consultar_mikrotik", "{}"))),
                        new ChatMessage.ToolResult("a", ChatMessage.ToolResult.CANCELLED),
                        new ChatMessage.User("¿y qué routers hay?"),
                        new ChatMessage.Switchboard("Anotado."),
                        new ChatMessage.User("adiós"));
        assertThat(heard.farewell).isTrue();
        assertThat(heard.calls).isEmpty();
    }

    @Test
    void the_last_answer_is_repeated_not_what_the_switchboard_said() throws Exception {
        var heard =
                reply(
                        SPANISH,
                        tools(),
                        new ChatMessage.User("¿cuántos clientes?"),
                        new ChatMessage.Assistant("Hay 221 clientes activos.", List.of()),
                        new ChatMessage.Switchboard("Un momento, por favor."),
                        new ChatMessage.User("¿puedes repetir?"));
        assertThat(heard.text.toString().strip()).isEqualTo("Hay 221 clientes activos.");
    }
}
