package io.centralita.engine.chat;

import static io.centralita.engine.chat.ChatRig.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatModel;
import io.centralita.fake.chat.Brains;
import io.centralita.fake.chat.Misbehaviour;
import io.centralita.fake.chat.Plan;
import io.centralita.fake.chat.Script;
import io.centralita.fake.chat.Script.Step;
import io.centralita.fake.chat.Served;
import io.centralita.fake.chat.Settings;
import io.centralita.fake.chat.Settings.Cut;
import io.centralita.fake.chat.Settings.Flavour;
import io.centralita.fake.chat.Settings.Pace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Replies of servers that do well, each in its own way.
final class ChatCompletionsModelTest {
    private static final String ANSWER = "¡Claro! Señor Muñoz, hay 221 clientes 🦤 en la línea.";
    private static final Script LOOKUPS =
            Script.say("Déjame ver. ")
                    .thenCall("consultar_mikrotik", "{\"pregunta\":\"¿Cuántos clientes hay?\"}")
                    .thenCall("consultar_mikrotik", "{\"pregunta\":\"¿Y en router-146?\"}");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7})
    void text_arrives_whole_in_whatever_pieces_the_network_brings_it(int pieceBytes)
            throws Exception {
        var pace = Pace.AT_ONCE.inPieces(pieceBytes).chatty();
        try (var rig = rig(Settings.DEFAULT.withBrain(Brains.saying(ANSWER)).withPace(pace))) {
            var heard = rig.ask("Hola");

            assertThat(heard.text()).isEqualTo(ANSWER);
            assertThat(heard.failure).isNull();
            assertThat(heard.calls).isEmpty();
            assertThat(heard.farewell).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void tool_calls_are_put_together_however_they_are_cut(Cut cut) throws Exception {
        var pace = Pace.AT_ONCE.cut(cut);
        try (var rig = rig(Settings.DEFAULT.withBrain(_ -> LOOKUPS).withPace(pace))) {
            var heard = rig.ask("¿Cuántos hay?");

            assertThat(heard.text()).isEqualTo("Déjame ver. ");
            assertThat(heard.asked())
                    .containsExactly(
                            "consultar_mikrotik{\"pregunta\":\"¿Cuántos clientes hay?\"}",
                            "consultar_mikrotik{\"pregunta\":\"¿Y en router-146?\"}");
            assertThat(heard.calls).extracting(ToolCall::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void ids_that_a_server_uses_again_are_never_ours() throws Exception {
        var again = Script.NOTHING.then(new Step.Call("consultar_mikrotik", "{}", "call_0"));
        try (var rig = rig(Settings.DEFAULT.withBrain(_ -> again))) {
            assertThat(rig.ask("uno").calls.getFirst().id())
                    .isNotEqualTo(rig.ask("dos").calls.getFirst().id());
        }
    }

    @Test
    void a_server_that_does_not_stream_is_understood_too() throws Exception {
        var whole = Settings.DEFAULT.withBrain(_ -> LOOKUPS).withPace(Pace.AT_ONCE.whole());
        try (var rig = rig(whole)) {
            var heard = rig.ask("¿Cuántos hay?");

            assertThat(heard.text()).isEqualTo("Déjame ver. ");
            assertThat(heard.calls).hasSize(2);
            assertThat(heard.used).hasSize(1);
        }
    }

    @Test
    void what_was_used_is_told_once_with_what_came_from_the_cache() throws Exception {
        try (var rig = rig(Settings.DEFAULT.withBrain(Brains.saying(ANSWER)))) {
            var used = rig.ask("Hola").used;

            assertThat(used).extracting(Usage::model).containsExactly(ChatRig.MODEL);
            assertThat(used.getFirst().of(UsageKind.INPUT_TEXT)).isPositive();
            assertThat(used.getFirst().of(UsageKind.CACHED_TEXT)).isPositive();
            assertThat(used.getFirst().of(UsageKind.OUTPUT_TEXT)).isPositive();
        }
    }

    @Test
    void one_connection_serves_reply_after_reply() throws Exception {
        try (var rig = rig(Settings.DEFAULT.withBrain(Brains.saying(ANSWER)))) {
            for (int i = 0; i < 20; i++) {
                assertThat(rig.ask("Hola").text()).isEqualTo(ANSWER);
            }
            assertThat(rig.server.connectionsEver()).isEqualTo(1);
        }
    }

    @Test
    void thoughts_are_never_spoken() throws Exception {
        var thinks =
                new Script(
                        List.of(
                                new Step.Think("Mm, the caller wants a greeting."),
                                new Step.Say("<think>\nA greeting.\n</think>\n\nHola.")),
                        null);
        try (var rig = rig(Settings.DEFAULT.withBrain(_ -> thinks))) {
            assertThat(rig.ask("Hola").text().strip()).isEqualTo("Hola.");
        }
    }

    @Test
    void a_refusal_is_spoken_like_any_answer() throws Exception {
        var refuses = Script.NOTHING.then(new Step.Refuse("No puedo ayudarte con eso."));
        try (var rig = rig(Settings.DEFAULT.withBrain(_ -> refuses))) {
            assertThat(rig.ask("Hola").text()).isEqualTo("No puedo ayudarte con eso.");
        }
    }

    @Test
    void a_goodbye_hangs_up_unless_something_is_looked_up() throws Exception {
        var leaves = Script.say("¡Adiós!").thenCall("end_call", "{}");
        try (var rig = rig(Settings.DEFAULT.withBrain(_ -> leaves))) {
            var heard = rig.ask("Adiós");
            assertThat(heard.farewell).isTrue();
            assertThat(heard.calls).isEmpty();
        }
        var looksUp = leaves.thenCall("consultar_mikrotik", "{}");
        try (var rig = rig(Settings.DEFAULT.withBrain(_ -> looksUp))) {
            var heard = rig.ask("Adiós");
            assertThat(heard.farewell).isFalse();
            assertThat(heard.asked()).containsExactly("consultar_mikrotik{}");
        }
    }

    @Test
    void a_tool_of_that_name_is_the_callers_own() throws Exception {
        var leaves = Script.call("end_call", "{}");
        try (var rig = rig(Settings.DEFAULT.withBrain(_ -> leaves))) {
            var own =
                    new ChatModel.Request(
                            "c",
                            ChatRig.SPANISH,
                            "",
                            List.of(new ChatMessage.User("Adiós")),
                            List.of(ChatRig.tool("end_call")));
            var heard = rig.ask(own);
            assertThat(heard.farewell).isFalse();
            assertThat(heard.asked()).containsExactly("end_call{}");
        }
    }

    @Test
    void a_reply_that_is_cut_short_keeps_its_words_and_loses_half_calls() throws Exception {
        var cut =
                Script.say("Hay 221")
                        .thenCall("consultar_mikrotik", "{\"pregunta\":\"¿Cu")
                        .ending("length");
        try (var rig = rig(Settings.DEFAULT.withBrain(_ -> cut))) {
            var heard = rig.ask("¿Cuántos hay?");
            assertThat(heard.text()).isEqualTo("Hay 221");
            assertThat(heard.calls).isEmpty();
            assertThat(heard.failure).isNull();
        }
    }

    @Test
    void a_reply_that_is_filtered_asks_for_nothing() throws Exception {
        var filtered = LOOKUPS.ending("content_filter");
        try (var rig = rig(Settings.DEFAULT.withBrain(_ -> filtered))) {
            var heard = rig.ask("¿Cuántos hay?");
            assertThat(heard.calls).isEmpty();
            assertThat(heard.failure).isNull();
        }
    }

    @Test
    void chunks_without_choices_are_passed_over() throws Exception {
        var azure =
                Plan.every(0, new Misbehaviour.Send(Misbehaviour.Garbage.NO_CHOICES))
                        .and(Plan.EVERY, 2, new Misbehaviour.Send(Misbehaviour.Garbage.NOT_SSE));
        try (var rig = rig(Settings.DEFAULT.withBrain(Brains.saying(ANSWER)).withPlan(azure))) {
            assertThat(rig.ask("Hola").text()).isEqualTo(ANSWER);
        }
    }

    @Test
    void azure_gets_its_key_in_its_own_header() throws Exception {
        var azure = Settings.DEFAULT.onAzure("telephone").withBrain(Brains.saying(ANSWER));
        try (var rig =
                new ChatRig(
                        azure,
                        from ->
                                new ChatSettings(
                                        from.baseUrl(),
                                        from.apiKey(),
                                        Auth.API_KEY,
                                        "telephone",
                                        0.5,
                                        200,
                                        "",
                                        from.patience()))) {
            assertThat(rig.ask("Hola").text()).isEqualTo(ANSWER);
            assertThat(rig.server.request(1).headers()).doesNotContainKey("authorization");
        }
    }

    @Test
    void without_a_key_none_is_sent() throws Exception {
        var open = Settings.DEFAULT.withKey("").withBrain(Brains.saying(ANSWER));
        try (var rig =
                new ChatRig(
                        open,
                        from ->
                                new ChatSettings(
                                        from.baseUrl(),
                                        new ApiKey(""),
                                        Auth.BEARER,
                                        from.model(),
                                        null,
                                        0,
                                        "",
                                        from.patience()))) {
            assertThat(rig.ask("Hola").text()).isEqualTo(ANSWER);
            assertThat(rig.server.request(1).headers())
                    .doesNotContainKeys("authorization", "api-key", "upgrade");
        }
    }

    @Test
    void the_narrowest_template_takes_every_conversation() throws Exception {
        var mistral =
                Settings.DEFAULT.withFlavour(Flavour.MISTRAL).withBrain(Brains.saying(ANSWER));
        try (var rig = rig(mistral)) {
            var heard =
                    rig.ask(
                            ChatRig.request(
                                    new ChatMessage.Assistant("Hola, dime.", List.of()),
                                    new ChatMessage.User("¿Cuántos hay?"),
                                    new ChatMessage.Told("Es cliente."),
                                    new ChatMessage.Switchboard("Sigo en ello."),
                                    new ChatMessage.Assistant(
                                            "",
                                            List.of(
                                                    new ToolCall(
                                                            "chat-1", "consultar_mikrotik", "x"))),
                                    new ChatMessage.ToolResult("chat-1", "221")));
            assertThat(heard.failure).isNull();
            assertThat(heard.text()).isEqualTo(ANSWER);
            assertThat(rig.server.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4.1", "gpt-5-mini", "gpt-5.2", "gpt-5.6-luna", "o4-mini"})
    void every_model_of_openai_takes_the_first_request(String model) throws Exception {
        try (var rig = new ChatRig(Settings.DEFAULT.withBrain(_ -> LOOKUPS), model, from -> from)) {
            var heard = rig.ask("¿Cuántos hay?");
            assertThat(heard.calls).hasSize(2);
            assertThat(rig.server.refused()).isEmpty();
            assertThat(rig.server.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4.1", "gpt-5-mini", "gpt-5.6-luna", "o4-mini"})
    void what_a_model_does_not_take_is_left_out_from_then_on(String model) throws Exception {
        try (var rig =
                new ChatRig(
                        Settings.DEFAULT.withBrain(_ -> LOOKUPS),
                        from ->
                                new ChatSettings(
                                        from.baseUrl(),
                                        from.apiKey(),
                                        from.auth(),
                                        model,
                                        0.3,
                                        300,
                                        "low",
                                        from.patience()))) {
            assertThat(rig.ask("¿Cuántos hay?").calls).hasSize(2);
            int tries = rig.server.requests().size();
            assertThat(rig.ask("¿Y ahora?").calls).hasSize(2);
            assertThat(rig.server.requests()).hasSize(tries + 1);
            assertThat(tries).isBetween(2, 5);
        }
    }

    @Test
    void a_conversation_that_is_too_long_is_told_from_later_on() throws Exception {
        var small = Settings.DEFAULT.withContext(2_000).withBrain(Brains.saying(ANSWER));
        try (var rig = rig(small)) {
            var talk = new ChatMessage[101];
            for (int i = 0; i < 100; i += 2) {
                talk[i] = new ChatMessage.User("question " + "q".repeat(200) + i);
                talk[i + 1] = new ChatMessage.Assistant("answer " + i, List.of());
            }
            talk[100] = new ChatMessage.User("¿Y ahora?");

            assertThat(rig.ask(ChatRig.request(talk)).text()).isEqualTo(ANSWER);
            var last = rig.server.requests().getLast();
            assertThat(last.messages().getLast().path("content").asText()).isEqualTo("¿Y ahora?");
            assertThat(last.messages().size()).isBetween(5, 60);

            int tries = rig.server.requests().size();
            assertThat(rig.ask(ChatRig.request(talk)).text()).isEqualTo(ANSWER);
            assertThat(rig.server.requests()).hasSize(tries + 1);
        }
    }

    @Test
    void instructions_and_rules_come_first_and_tools_with_their_schemas() throws Exception {
        try (var rig = rig(Settings.DEFAULT.withBrain(Brains.saying(ANSWER)))) {
            var _ = rig.ask(says("Hola"));
            var body = rig.server.request(1).body();
            assertThat(body.path("messages").path(0).path("content").asText())
                    .startsWith("You work for a provider.")
                    .contains("Spanish");
            assertThat(body.path("tools").findValuesAsText("name"))
                    .contains("consultar_mikrotik", "end_call");
            assertThat(body.path("stream_options").path("include_usage").asBoolean()).isTrue();
            assertThat(rig.server.request(1).end()).isEqualTo(Served.End.COMPLETE);
        }
    }

    private static ChatRig rig(Settings service) {
        return new ChatRig(service);
    }
}
