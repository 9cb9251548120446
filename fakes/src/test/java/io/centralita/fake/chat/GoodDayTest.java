package io.centralita.fake.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.fake.chat.Settings.Pace;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The service as its documents have it.
final class GoodDayTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void text_comes_in_chunks_with_role_first_and_usage_last() throws Exception {
        try (var client =
                new Client(
                        Settings.DEFAULT.withBrain(Brains.saying("Hola, ¿qué tal estás hoy?")))) {
            var events = client.events(Client.HELLO);

            assertThat(events.getLast()).isEqualTo("[DONE]");
            var first = JSON.readTree(events.getFirst()).path("choices").path(0);
            assertThat(first.path("delta").path("role").asText()).isEqualTo("assistant");
            var usage = JSON.readTree(events.get(events.size() - 2));
            assertThat(usage.path("choices")).isEmpty();
            assertThat(usage.path("usage").path("total_tokens").asInt()).isPositive();
            var finish = JSON.readTree(events.get(events.size() - 3));
            assertThat(finish.path("choices").path(0).path("finish_reason").asText())
                    .isEqualTo("stop");
            assertThat(content(events)).isEqualTo("Hola, ¿qué tal estás hoy?");
            assertThat(client.server.request(1).end()).isEqualTo(Served.End.COMPLETE);
        }
    }

    @Test
    void calls_come_with_id_and_name_in_their_first_fragment_only() throws Exception {
        var script = Script.call("tool", "{\"question\":\"how many\"}");
        try (var client = new Client(Settings.DEFAULT.withBrain(_ -> script))) {
            var arguments = new StringBuilder();
            int named = 0;
            for (var event : client.events(Client.HELLO)) {
                if (event.startsWith("[")) {
                    continue;
                }
                var call = JSON.readTree(event).at("/choices/0/delta/tool_calls/0");
                if (call.isObject()) {
                    named += call.has("id") ? 1 : 0;
                    assertThat(call.path("index").asInt(-1)).isZero();
                    arguments.append(call.at("/function/arguments").asText());
                }
            }
            assertThat(named).isEqualTo(1);
            assertThat(arguments.toString()).isEqualTo("{\"question\":\"how many\"}");
        }
    }

    @Test
    void without_a_stream_the_reply_is_whole() throws Exception {
        try (var client = new Client(Settings.DEFAULT.withBrain(Brains.saying("Hola")))) {
            var answer =
                    client.post("{'model':'gpt-4.1','messages':[{'role':'user','content':'x'}]}");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(JSON.readTree(answer.body()).at("/choices/0/message/content").asText())
                    .isEqualTo("Hola");
        }
    }

    @Test
    void the_brain_sees_what_was_said_and_found_out() throws Exception {
        var brain = Brains.calling(Script.call("tool", "{}"));
        try (var client =
                new Client(Settings.DEFAULT.withBrain(brain).withPace(Pace.AT_ONCE.whole()))) {
            var asked = client.post(Client.HELLO);
            assertThat(JSON.readTree(asked.body()).at("/choices/0/finish_reason").asText())
                    .isEqualTo("tool_calls");
            var told =
                    client.post(
                            "{'model':'gpt-4.1','messages':[{'role':'user','content':'x'},"
                                    + "{'role':'assistant','tool_calls':[{'id':'c1','type':'function',"
                                    + "'function':{'name':'tool','arguments':'{}'}}]},"
                                    + "{'role':'tool','tool_call_id':'c1','content':'221'}]}");
            assertThat(JSON.readTree(told.body()).at("/choices/0/message/content").asText())
                    .isEqualTo("221");
        }
    }

    @Test
    void models_are_told_one_by_one() throws Exception {
        try (var client = new Client(Settings.DEFAULT)) {
            var known =
                    client.http.send(
                            client.to("/models/gpt-4.1-mini").GET().build(),
                            BodyHandlers.ofString());
            assertThat(known.statusCode()).isEqualTo(200);
            var unknown =
                    client.http.send(
                            client.to("/models/gpt-3").GET().build(), BodyHandlers.ofString());
            assertThat(unknown.statusCode()).isEqualTo(404);
        }
    }

    private static String content(List<String> events) {
        return events.stream()
                .filter(event -> !event.startsWith("["))
                .map(
                        event -> {
                            try {
                                return JSON.readTree(event)
                                        .at("/choices/0/delta/content")
                                        .asText("");
                            } catch (JsonProcessingException e) {
                                throw new AssertionError(e);
                            }
                        })
                .collect(Collectors.joining());
    }
}
