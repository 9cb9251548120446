package io.centralita.engine.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.engine.chat.Chunk.Fragment;
import io.centralita.engine.chat.Chunk.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what a server sends: the chunks of a stream (`CreateChatCompletionStreamResponse`), a
/// whole completion where a server does not stream, and errors. Fields it does not know, what
/// models think aloud among them (`reasoning_content`, `reasoning`), are passed over. Stateless.
final class ChunkReader {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private ChunkReader() {}

    /// What an error says of itself.
    ///
    /// @param code the provider's own, or its `type` where it gives none; empty where neither
    /// @param param the parameter it is about; empty where it does not say
    /// @param message for the log
    record ApiError(String code, String param, String message) {
        static final ApiError NONE = new ApiError("", "", "");
    }

    /// Not JSON, or not an object. Why is not said: it would be said with what it was.
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException() {
            super("the server sent no JSON object");
        }
    }

    static JsonNode parse(String text) throws UnreadableException {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            throw new UnreadableException();
        }
        if (node == null || !node.isObject()) {
            throw new UnreadableException();
        }
        return node;
    }

    /// The error in it, if it is one: `{"error": {…}}`, or `{"error": "…"}` as some have it, or
    /// `{"object": "error", …}` as vLLM had it.
    static Optional<ApiError> error(JsonNode node) {
        var error = node.path("error");
        if (error.isTextual()) {
            return Optional.of(new ApiError("", "", error.asText()));
        }
        if (error.isObject()) {
            return Optional.of(apiError(error));
        }
        return node.path("object").asText("").equals("error")
                ? Optional.of(apiError(node))
                : Optional.empty();
    }

    private static ApiError apiError(JsonNode error) {
        return new ApiError(code(error), text(error, "param"), text(error, "message"));
    }

    /// A number is a status and tells less than the type (vLLM, llama.cpp).
    private static String code(JsonNode error) {
        var code = text(error, "code");
        var type = text(error, "type");
        return !type.isEmpty() && (code.isEmpty() || error.path("code").isNumber()) ? type : code;
    }

    static Chunk chunk(JsonNode node) {
        for (var choice : node.path("choices")) {
            if (choice.path("index").asInt() == 0) {
                return chunk(choice, node.path("usage"));
            }
        }
        return new Chunk("", false, List.of(), null, tokens(node.path("usage")));
    }

    private static Chunk chunk(JsonNode choice, JsonNode usage) {
        var delta = choice.path("delta").isObject() ? choice.path("delta") : choice.path("message");
        var refusal = text(delta, "refusal");
        var finish = text(choice, "finish_reason");
        return new Chunk(
                text(delta, "content") + refusal,
                !refusal.isEmpty(),
                fragments(delta.path("tool_calls")),
                finish.isEmpty() ? null : finish,
                tokens(usage));
    }

    private static List<Fragment> fragments(JsonNode calls) {
        var fragments = new ArrayList<Fragment>();
        for (var call : calls) {
            var function = call.path("function");
            var arguments = function.path("arguments");
            fragments.add(
                    new Fragment(
                            call.path("index").isInt() ? call.path("index").intValue() : null,
                            text(call, "id"),
                            text(function, "name"),
                            arguments.isObject() ? arguments.toString() : arguments.asText("")));
        }
        return fragments;
    }

    private static @Nullable Tokens tokens(JsonNode usage) {
        if (!usage.isObject()) {
            return null;
        }
        return new Tokens(
                usage.path("prompt_tokens").asLong(),
                usage.path("prompt_tokens_details").path("cached_tokens").asLong(),
                usage.path("completion_tokens").asLong());
    }

    /// Empty where it is absent, null or no text; numbers count as text (codes of some servers).
    private static String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isTextual() || value.isNumber() ? value.asText() : "";
    }
}
