package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Set;

/// Checks what a peer wants to have called (schemas `RealtimeFunctionTool`, `ToolChoice*`).
final class ToolWishes {
    private static final int MOST_TOOLS = 128;

    private ToolWishes() {}

    static JsonNode tools(JsonNode value, String at) throws ProtocolError {
        if (!(value instanceof ArrayNode tools) || tools.size() > MOST_TOOLS) {
            throw ProtocolError.value(at, "«%s» is an array of tools.".formatted(at));
        }
        for (int i = 0; i < tools.size(); i++) {
            check(tools.path(i), "%s[%d]".formatted(at, i));
        }
        return tools;
    }

    private static void check(JsonNode tool, String at) throws ProtocolError {
        if (!"function".equals(tool.path("type").asText("function"))) {
            throw ProtocolError.value(
                    at + ".type", "Tools of the peer's own are served, of type «function».");
        }
        if (!tool.path("name").isTextual()) {
            throw ProtocolError.missing(at + ".name");
        }
        if (!tool.path("name").asText().matches("[a-zA-Z0-9_-]{1,64}")) {
            throw ProtocolError.value(
                    at + ".name", "A tool's name is 1 to 64 letters, digits, _ and -.");
        }
        if (tool.has("parameters") && !tool.path("parameters").isObject()) {
            throw ProtocolError.value(at + ".parameters", "The parameters are a JSON schema.");
        }
    }

    static JsonNode choice(JsonNode value, String at) throws ProtocolError {
        var word = Set.of("auto", "none", "required").contains(value.asText());
        var function =
                "function".equals(value.path("type").asText()) && value.path("name").isTextual();
        if (!word && !function) {
            throw ProtocolError.value(at, "«%s» is not a choice of tools.".formatted(at));
        }
        return value;
    }
}
