package io.centralita.engine.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.engine.openai.EndCall;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatModel.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes requests (`CreateChatCompletionRequest`) as the server takes them. Stateless.
final class RequestWriter {
    private final ChatSettings settings;

    RequestWriter(ChatSettings settings) {
        this.settings = settings;
    }

    /// @param messages of the request, or the latest of them
    byte[] write(Request request, List<ChatMessage> messages, Dialect dialect) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("model", settings.model()).put("stream", true);
        if (dialect.usage()) {
            body.putObject(Dialect.USAGE).put("include_usage", true);
        }
        body.set(
                "messages",
                MessageWriter.write(
                        request.spoken()
                                ? Prompts.completed(request.instructions(), request.language())
                                : request.instructions(),
                        messages,
                        dialect));
        var tools = tools(request);
        if (!tools.isEmpty()) { // servers refuse an empty list, and what belongs to one
            body.set("tools", tools);
            if (dialect.parallel() != null) {
                body.put(Dialect.PARALLEL, dialect.parallel());
            }
        }
        if (settings.temperature() != null && dialect.temperature()) {
            body.put(Dialect.TEMPERATURE, settings.temperature());
        }
        if (settings.maxTokens() > 0 && !dialect.limit().isEmpty()) {
            body.put(dialect.limit(), settings.maxTokens());
        }
        if (!dialect.effort().isEmpty()) {
            body.put(Dialect.EFFORT, dialect.effort());
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ArrayNode tools(Request request) {
        var tools = JsonNodeFactory.instance.arrayNode();
        request.tools().forEach(definition -> add(tools, definition));
        if (request.spoken() && hangsUp(request.tools())) {
            add(tools, EndCall.definition());
        }
        return tools;
    }

    /// Whether the means to hang up is ours and not one of the caller's tools.
    static boolean hangsUp(List<ToolDefinition> definitions) {
        return definitions.stream().noneMatch(tool -> tool.name().equals(EndCall.NAME));
    }

    private static void add(ArrayNode tools, ToolDefinition definition) {
        var tool = tools.addObject().put("type", "function");
        tool.putObject("function")
                .put("name", definition.name())
                .put("description", definition.description())
                .set("parameters", definition.parameters());
    }
}
