package io.centralita.fake.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.fake.chat.Settings.Flavour;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the service refuses, with its own words.
final class RefusalsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALLS =
            "{'role':'assistant','content':null,'tool_calls':[{'id':'c1','type':'function',"
                    + "'function':{'name':'tool','arguments':'{}'}},{'id':'c2','type':'function',"
                    + "'function':{'name':'tool','arguments':'{}'}}]}";
    private static final String USER = "{'role':'user','content':'Hola'}";

    static Stream<Arguments> conversations() {
        return Stream.of(
                bad("", "empty_array", "messages", "array with minimum length 1"),
                bad(result("c1"), "", "messages.[0].role", "must be a response to a preceeding"),
                bad(
                        USER + "," + result("c1"),
                        "",
                        "messages.[1].role",
                        "must be a response to a preceeding"),
                bad(
                        USER + "," + CALLS,
                        "",
                        "messages.[2].role",
                        "did not have response messages: c1, c2"),
                bad(
                        CALLS + "," + result("c2") + "," + USER + "," + result("c1"),
                        "",
                        "messages.[2].role",
                        "did not have response messages: c1"),
                bad(
                        CALLS + "," + result("c1") + "," + result("c1"),
                        "",
                        "messages.[2].tool_call_id",
                        "Duplicate value for 'tool_call_id' of 'c1', in messages[1] and messages[2]."),
                bad(
                        CALLS + "," + result("c1") + "," + result("c2") + "," + CALLS,
                        "",
                        "messages.[3].tool_calls",
                        "Duplicate value"),
                bad(
                        "{'role':'teacher','content':'x'}",
                        "invalid_value",
                        "messages[0].role",
                        "'teacher'"),
                bad("{'content':'x'}", "missing_required_parameter", "messages[0].role", "Missing"),
                bad("{'role':'user'}", "", "messages.[0].content", "expected a string, got null"),
                bad(
                        "{'role':'assistant','content':null}",
                        "",
                        "messages.[0].content",
                        "expected a string, got null"),
                bad(
                        "{'role':'assistant','tool_calls':[]}",
                        "empty_array",
                        "messages[0].tool_calls",
                        "empty array"),
                bad(
                        "{'role':'user','content':'x','mood':'bad'}",
                        "unknown_parameter",
                        "messages[0].mood",
                        "Unknown parameter"),
                bad(
                        USER + ",{'role':'tool','content':'221'}",
                        "missing_required_parameter",
                        "messages[1].tool_call_id",
                        "Missing"));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void conversations_that_make_no_sense(
            String messages, String code, String param, String message) throws Exception {
        refused("{'model':'gpt-4.1','messages':[" + messages + "]}", 400, code, param, message);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                bad("{'model':", "", "", "could not parse the JSON body"),
                bad("{}", "", "", "you must provide a model parameter"),
                bad("{'model':'gpt-4.1'}", "missing_required_parameter", "messages", "Missing"),
                bad(
                        with("gpt-4.1", "'mood':1"),
                        "",
                        "",
                        "Unrecognized request argument supplied: mood"),
                bad(
                        with("gpt-4.1", "'reasoning_effort':'low'"),
                        "",
                        "",
                        "Unrecognized request argument supplied: reasoning_effort"),
                bad(
                        with("gpt-4.1", "'temperature':3"),
                        "decimal_above_max_value",
                        "temperature",
                        "above maximum"),
                bad(
                        with("gpt-4.1", "'max_tokens':0"),
                        "integer_below_min_value",
                        "max_tokens",
                        ">= 1"),
                bad(
                        with("gpt-4.1", "'stream_options':{'include_usage':true}"),
                        "",
                        "stream_options",
                        "only allowed when 'stream' is enabled"),
                bad(
                        with("gpt-4.1", "'parallel_tool_calls':true"),
                        "",
                        "parallel_tool_calls",
                        "only allowed when 'tools' are specified"),
                bad(
                        with("gpt-5-mini", "'max_tokens':100"),
                        "unsupported_parameter",
                        "max_tokens",
                        "Use 'max_completion_tokens' instead"),
                bad(
                        with("gpt-5-mini", "'temperature':0.2"),
                        "unsupported_value",
                        "temperature",
                        "Only the default (1) value"),
                bad(
                        with("gpt-5.2", "'reasoning_effort':'minimal'"),
                        "unsupported_value",
                        "reasoning_effort",
                        "does not support 'minimal'"),
                bad(
                        with("gpt-5.6-luna", "'tools':[" + tool("t", "{'type':'object'}") + "]"),
                        "",
                        "reasoning_effort",
                        "set reasoning_effort to 'none'"),
                bad(with("gpt-4.1", "'tools':[]"), "empty_array", "tools", "empty array"),
                bad(
                        with("gpt-4.1", "'tools':[" + tool("¿qué?", "{'type':'object'}") + "]"),
                        "invalid_value",
                        "tools[0].function.name",
                        "does not match pattern"),
                bad(
                        with("gpt-4.1", "'tools':[" + tool("t", "{'type':'string'}") + "]"),
                        "invalid_function_parameters",
                        "tools[0].function.parameters",
                        "type: \"object\""),
                bad(
                        with(
                                "gpt-4.1",
                                "'tools':["
                                        + tool(
                                                "t",
                                                "{'type':'object','properties':{'x':{'type':'array'}}}")
                                        + "]"),
                        "invalid_function_parameters",
                        "tools[0].function.parameters",
                        "array schema missing items"),
                bad(
                        with(
                                "gpt-4.1",
                                "'tools':[" + tool("t", "{'type':'object','required':'x'}") + "]"),
                        "invalid_function_parameters",
                        "tools[0].function.parameters",
                        "is not of type 'array'"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requests_that_the_model_does_not_take(
            String request, String code, String param, String message) throws Exception {
        refused(request, 400, code, param, message);
    }

    @Test
    void a_conversation_longer_than_the_context() throws Exception {
        try (var client = new Client(Settings.DEFAULT.withContext(100))) {
            var long1 = "{'role':'user','content':'" + "x".repeat(1_000) + "'}";
            var answer = client.post("{'model':'gpt-4.1','messages':[" + long1 + "]}");
            assertThat(error(answer.body()).path("code").asText())
                    .isEqualTo("context_length_exceeded");
        }
    }

    @Test
    void models_that_do_not_exist_and_keys_that_are_wrong() throws Exception {
        refused(with("gpt-3", "'n':1"), 404, "model_not_found", "", "does not exist");
        try (var client = new Client(Settings.DEFAULT.withKey("another"))) {
            var answer = client.post(Client.HELLO);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(error(answer.body()).path("code").asText()).isEqualTo("invalid_api_key");
            assertThat(answer.body()).doesNotContain("another", Settings.KEY);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'role':'assistant','content':'Hola'},{'role':'user','content':'x'} | must alternate",
                "{'role':'user','content':'x'},{'role':'user','content':'y'} | must alternate",
                "{'role':'user','content':'x'},{'role':'system','content':'y'} | Only the first",
                "{'role':'user','content':'x'},{'role':'assistant','tool_calls':[{'id':'c1','type':'function','function':{'name':'t','arguments':'{}'}}]},{'role':'tool','tool_call_id':'c1','content':'y'} | length 9"
            })
    void what_a_narrow_template_does_not_take(String messages, String message) throws Exception {
        try (var client = new Client(Settings.DEFAULT.withFlavour(Flavour.MISTRAL))) {
            var answer = client.post("{'model':'any','messages':[" + messages + "]}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(error(answer.body()).path("message").asText()).contains(message);
        }
    }

    @Test
    void what_is_tolerated_and_should_not_happen_is_noted() throws Exception {
        try (var client = new Client(Settings.DEFAULT)) {
            var odd =
                    "{'model':'gpt-4.1','stream':true,'messages':[{'role':'user','content':' '},"
                            + "{'role':'assistant','tool_calls':[{'id':'c1','type':'function',"
                            + "'function':{'name':'t','arguments':'nope'}}]},"
                            + result("c1")
                            + "]}";
            assertThat(client.post(odd).statusCode()).isEqualTo(200);
            assertThat(client.server.violations())
                    .containsExactly(
                            "nothing in messages[0]",
                            "arguments that are no JSON object in messages[1]",
                            "usage was not asked for");
            assertThat(client.server.refused()).isEmpty();
        }
    }

    private static void refused(
            String request, int status, String code, String param, String message)
            throws Exception {
        try (var client = new Client(Settings.DEFAULT)) {
            var answer = client.post(request);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            var error = error(answer.body());
            assertThat(error.path("code").asText("")).isEqualTo(code);
            assertThat(error.path("param").asText("")).isEqualTo(param);
            assertThat(error.path("message").asText()).contains(message);
            assertThat(client.server.request(1).status()).isEqualTo(status);
        }
    }

    private static JsonNode error(String body) throws Exception {
        return JSON.readTree(body).path("error");
    }

    private static Arguments bad(Object... arguments) {
        return Arguments.of(arguments);
    }

    private static String with(String model, String field) {
        return "{'model':'" + model + "'," + field + ",'messages':[" + USER + "]}";
    }

    private static String result(String id) {
        return "{'role':'tool','tool_call_id':'" + id + "','content':'221'}";
    }

    private static String tool(String name, String parameters) {
        return "{'type':'function','function':{'name':'"
                + name
                + "','parameters':"
                + parameters
                + "}}";
    }
}
