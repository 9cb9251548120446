package io.centralita.engine.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.engine.Usage;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.engine.offline.ears.QuestionGrammar;
import io.centralita.engine.offline.ears.Vocabulary;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import io.centralita.engine.pipeline.ChatMessage.User;
import io.centralita.engine.pipeline.ChatModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// «Olvida mis datos», said to the embedded mind.
class ForgettingByVoiceTest {
    private static final Locale SPANISH = Locale.of("es");

    /// What a call says instead of running a tool that changes something.
    private static final String ASK_FIRST =
            "Not done yet. Tell the caller in a few words exactly what would be done, and ask whether"
                    + " they agree. When they have agreed, call this again with the same arguments and"
                    + " \"confirmed\": true. If they do not agree, do not call it.";

    private final OfflineChatModel mind = new OfflineChatModel();

    private static final class Heard implements ChatModel.Sink {
        final StringBuilder text = new StringBuilder();
        final List<ToolCall> calls = new ArrayList<>();

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
            throw new AssertionError("nobody leaves");
        }

        @Override
        public void used(Usage usage) {
            throw new AssertionError("nothing is used");
        }
    }

    private Heard reply(Locale language, List<String> tools, ChatMessage... messages)
            throws InterruptedException {
        var heard = new Heard();
        mind.reply(
                new ChatModel.Request(
                        "call",
                        language,
                        "Say exactly this: «no».",
                        List.of(messages),
                        tools.stream()
                                .map(
                                        name ->
                                                new ToolDefinition(
                                                        name,
                                                        "",
                                                        JsonNodeFactory.instance.objectNode()))
                                .toList()),
                heard);
        return heard;
    }

    private Heard reply(ChatMessage... messages) throws InterruptedException {
        return reply(SPANISH, List.of("forget_caller", "consultar_mikrotik"), messages);
    }

    private static ChatMessage[] asked(String arguments, String said) {
        return Stream.of(
                        new User("olvida mis datos"),
                        new Assistant("", List.of(new ToolCall("a", "forget_caller", arguments))),
                        new ToolResult("a", ASK_FIRST),
                        new ChatMessage.Switchboard("Un momento."),
                        new Assistant("¿Quieres que borre tus datos…? Di sí o no.", List.of()),
                        new User(said))
                .toArray(ChatMessage[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "es | olvida mis datos                            | {}",
                "es | Por favor, borra todos mis datos.           | {}",
                "es | quiero que borres mis datos                 | {}",
                "es | olvida lo que sabes de mí                   | {}",
                "es | quiero borrar mis datos                     | {}",
                "es | no guardes mis datos                        | {\"keep_nothing_from_now_on\":true}",
                "es | quiero que no guardes nada de mí            | {\"keep_nothing_from_now_on\":true}",
                "es | no guardes nada de mí                       | {\"keep_nothing_from_now_on\":true}",
                "en | Forget my data, please                      | {}",
                "en | delete all my data                          | {}",
                "en | forget everything you know about me         | {}",
                "en | Don't keep my data                          | {\"keep_nothing_from_now_on\":true}",
                "en | do not store my data                        | {\"keep_nothing_from_now_on\":true}"
            })
    void who_wants_to_be_forgotten_is_understood_and_can_be_heard(
            String language, String said, String arguments) throws Exception {
        var heard = reply(Locale.of(language), List.of("forget_caller"), new User(said));
        assertThat(heard.text).isEmpty();
        assertThat(heard.calls)
                .singleElement()
                .satisfies(
                        call -> {
                            assertThat(call.name()).isEqualTo("forget_caller");
                            assertThat(call.arguments()).isEqualTo(arguments);
                        });
        if (!said.equals("quiero que no guardes nada de mí") && !said.startsWith("Por favor")) {
            var grammar =
                    QuestionGrammar.of(
                            Locale.of(language), new Vocabulary(List.of(), List.of(), List.of()));
            assertThat(grammar.parse(said).orElseThrow().meaning().intent())
                    .isEqualTo(arguments.equals("{}") ? "forget" : "keep-nothing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"olvídalo", "olvida eso", "¿cuántos datos hay?", "borra eso"})
    void other_forgetting_is_not_meant(String said) throws Exception {
        assertThat(reply(new User(said)).calls)
                .noneMatch(call -> call.name().equals("forget_caller"));
    }

    @Test
    void the_caller_is_asked_in_words_of_ours_not_in_those_meant_for_a_model() throws Exception {
        var heard =
                reply(
                        new User("no guardes mis datos"),
                        new Assistant(
                                "",
                                List.of(
                                        new ToolCall(
                                                "a",
                                                "forget_caller",
                                                "{\"keep_nothing_from_now_on\":true}"))),
                        new ToolResult("a", ASK_FIRST));
        assertThat(heard.text.toString().strip())
                .isEqualTo(
                        "¿Quieres que borre tus datos y que no guarde nada de tus próximas"
                                + " llamadas? Di sí o no.");
        assertThat(heard.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sí", "Sí, por favor.", "claro que sí", "de acuerdo", "vale", "hazlo"})
    void a_yes_does_it_with_the_same_wish(String yes) throws Exception {
        assertThat(reply(asked("{}", yes)).calls)
                .singleElement()
                .satisfies(call -> assertThat(call.arguments()).isEqualTo("{\"confirmed\":true}"));
        assertThat(reply(asked("{\"keep_nothing_from_now_on\":true}", yes)).calls)
                .singleElement()
                .satisfies(
                        call ->
                                assertThat(call.arguments())
                                        .isEqualTo(
                                                "{\"keep_nothing_from_now_on\":true,"
                                                        + "\"confirmed\":true}"));
    }

    @Test
    void a_no_or_anything_else_does_nothing() throws Exception {
        var no = reply(asked("{}", "no"));
        assertThat(no.calls).isEmpty();
        assertThat(no.text).contains("no borro nada");
        assertThat(reply(asked("{}", "¿cuántos clientes hay?")).calls)
                .extracting(ToolCall::name)
                .containsExactly("consultar_mikrotik");
        assertThat(reply(asked("{}", "gracias")).calls).isEmpty();
    }

    @Test
    void a_yes_to_nothing_in_particular_forgets_nobody() throws Exception {
        assertThat(reply(new User("sí")).calls).isEmpty();
        var later =
                Stream.concat(
                                Stream.of(asked("{}", "no")),
                                Stream.of(
                                        new Assistant("De acuerdo, no borro nada.", List.of()),
                                        new User("sí")))
                        .toArray(ChatMessage[]::new);
        assertThat(reply(later).calls).isEmpty();
    }

    @Test
    void without_the_tool_it_cannot() throws Exception {
        var heard = reply(SPANISH, List.of(), new User("olvida mis datos"));
        assertThat(heard.text).contains("no lo puedo");
        assertThat(heard.calls).isEmpty();
    }
}
