package io.centralita.tool.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What an MCP server of 2025-11-25 says, whatever wire it is on: strict about what a client must
/// do, and as faulty as the tool that is called is named. Not thread-safe: one message at a time.
final class FakeMcp {
    static final String VERSION = "2025-11-25";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 3;

    /// What the wire is to do about a message.
    sealed interface Reaction {
        record Say(String message) implements Reaction {}

        /// Say nothing, ever.
        record Hang() implements Reaction {}

        /// Be gone in the middle of it.
        record Die() implements Reaction {}

        /// Nothing is due: it was a notification.
        record Nothing() implements Reaction {}
    }

    private final Consumer<String> pushes;
    private final List<String> violations = new ArrayList<>();
    private final List<String> cancelled = new ArrayList<>();
    private final List<String> tools =
            new ArrayList<>(
                    List.of(
                            "greet",
                            "structured",
                            "picture",
                            "resource",
                            "fails",
                            "traceback",
                            "refuses",
                            "unfit",
                            "empty",
                            "hang",
                            "die",
                            "huge",
                            "garbage",
                            "grow",
                            "odd.name",
                            "report",
                            "family"));
    private boolean initialized;
    private boolean ready;

    /// @param pushes takes what the server says on its own
    FakeMcp(Consumer<String> pushes) {
        this.pushes = pushes;
    }

    /// What the client did wrong so far.
    List<String> violations() {
        return List.copyOf(violations);
    }

    List<String> cancelled() {
        return List.copyOf(cancelled);
    }

    Reaction receive(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            violations.add("not JSON: " + text);
            return new Reaction.Nothing();
        }
        check(message.path("jsonrpc").asText().equals("2.0"), "jsonrpc");
        check(!text.contains("\n"), "a line break in a message");
        var id = message.get("id");
        var method = message.path("method").asText("");
        if (message.has("result") || message.has("error")) {
            check(id != null, "an answer without an id");
            return new Reaction.Nothing();
        }
        if (id == null) {
            notified(method, message.path("params"));
            return new Reaction.Nothing();
        }
        check(id.isTextual() || id.isIntegralNumber(), "id " + id);
        return switch (method) {
            case "initialize" -> initialize(id, message.path("params"));
            case "ping" -> result(id, JSON.createObjectNode());
            case "tools/list" -> list(id, message.path("params"));
            case "tools/call" -> call(id, message.path("params"));
            default -> error(id, -32601, "Method not found: " + method);
        };
    }

    private void notified(String method, JsonNode params) {
        switch (method) {
            case "notifications/initialized" -> {
                check(initialized, "initialized before initialize");
                ready = true;
            }
            case "notifications/cancelled" -> cancelled.add(params.path("requestId").asText());
            default -> violations.add("notification " + method);
        }
    }

    private Reaction initialize(JsonNode id, JsonNode params) {
        check(!initialized, "initialize twice");
        check(params.path("capabilities").isObject(), "capabilities");
        check(params.at("/clientInfo/name").isTextual(), "clientInfo.name");
        check(params.at("/clientInfo/version").isTextual(), "clientInfo.version");
        check(params.path("protocolVersion").asText().equals(VERSION), "protocolVersion");
        initialized = true;
        var result = JSON.createObjectNode().put("protocolVersion", VERSION);
        result.putObject("capabilities").putObject("tools").put("listChanged", true);
        result.putObject("serverInfo").put("name", "fake").put("version", "1");
        return result(id, result);
    }

    private Reaction list(JsonNode id, JsonNode params) {
        check(ready, "tools/list before initialized");
        var cursor = params.path("cursor");
        check(cursor.isMissingNode() || cursor.isTextual(), "cursor");
        int from = cursor.isMissingNode() ? 0 : Integer.parseInt(cursor.asText().substring(1));
        int to = Math.min(from + PAGE, tools.size());
        var result = JSON.createObjectNode();
        var page = result.putArray("tools");
        for (var name : tools.subList(from, to)) {
            var tool = page.addObject().put("name", name).put("description", "Does " + name + ".");
            var schema = tool.putObject("inputSchema").put("type", "object");
            schema.putObject("properties").putObject("who").put("type", "string");
        }
        if (to < tools.size()) {
            result.put("nextCursor", "c" + to);
        }
        return result(id, result);
    }

    private Reaction call(JsonNode id, JsonNode params) {
        check(ready, "tools/call before initialized");
        check(params.path("arguments").isObject(), "arguments");
        return switch (params.path("name").asText()) {
            case "greet" -> text(id, "Hola, " + params.at("/arguments/who").asText("nadie") + ".");
            case "structured" -> {
                var result = JSON.createObjectNode();
                result.putArray("content");
                result.putObject("structuredContent").put("name", "Juan");
                yield result(id, result);
            }
            case "picture" -> {
                var result = JSON.createObjectNode();
                var content = result.putArray("content");
                content.addObject().put("type", "text").put("text", "Mire esto.");
                content.addObject()
                        .put("type", "image")
                        .put("data", "AAAA")
                        .put("mimeType", "image/png");
                yield result(id, result);
            }
            case "resource" -> {
                var result = JSON.createObjectNode();
                result.putArray("content")
                        .addObject()
                        .put("type", "resource")
                        .putObject("resource")
                        .put("uri", "file:///a.txt")
                        .put("text", "Lo que dice el archivo.");
                yield result(id, result);
            }
            case "fails" -> failed(id, "Unknown phone number");
            case "traceback" -> failed(id, "Traceback (most recent call last):\n  File x");
            case "refuses" -> error(id, -32603, "secret internals");
            case "unfit" -> error(id, -32602, "bad");
            case "empty" -> text(id, "");
            case "hang" -> new Reaction.Hang();
            case "die" -> new Reaction.Die();
            case "huge" -> text(id, "a".repeat(2_000_000));
            case "garbage" -> {
                pushes.accept("Loading model… 100 %");
                pushes.accept("{\"jsonrpc\":\"2.0\"}");
                pushes.accept("{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":{}}");
                pushes.accept("{\"jsonrpc\":\"2.0\",\"id\":\"nobody\",\"result\":{}}");
                pushes.accept("{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"roots/list\"}");
                yield text(id, "Aquí estoy.");
            }
            case "grow" -> {
                tools.add("late");
                pushes.accept(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
                yield text(id, "Ahora hay más.");
            }
            case "late" -> text(id, "Soy nueva.");
            case "report" ->
                    text(id, "violations " + violations + " cancelled " + cancelled.size());
            default -> error(id, -32602, "Unknown tool");
        };
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    Reaction text(JsonNode id, String text) {
        var result = JSON.createObjectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result(id, result);
    }

    private static Reaction failed(JsonNode id, String text) {
        var result = JSON.createObjectNode().put("isError", true);
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result(id, result);
    }

    private static Reaction result(JsonNode id, ObjectNode result) {
        var message = JSON.createObjectNode().put("jsonrpc", "2.0");
        message.set("id", id);
        message.set("result", result);
        return new Reaction.Say(message.toString());
    }

    private static Reaction error(JsonNode id, int code, String text) {
        var message = JSON.createObjectNode().put("jsonrpc", "2.0");
        message.set("id", id);
        message.putObject("error").put("code", code).put("message", text);
        return new Reaction.Say(message.toString());
    }
}
