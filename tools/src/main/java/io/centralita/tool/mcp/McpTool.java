package io.centralita.tool.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.call.tool.ToolResultProcessor;
import io.centralita.tool.mcp.WireException.Failure;
import io.centralita.tool.schema.ArgumentSchema;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of a server's tools.
final class McpTool implements Tool {
    /// Runs the tool of this name at the server.
    @FunctionalInterface
    interface Caller {
        /// @throws WireException where no result comes
        McpSchema.CallToolResult call(String name, Map<String, Object> arguments, Duration deadline)
                throws InterruptedException;
    }

    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int INVALID_PARAMS = -32_602;
    private static final Logger log = LoggerFactory.getLogger(McpTool.class);

    private final McpServerSpec server;
    private final String name;
    private final ToolDefinition definition;
    private final @Nullable ArgumentSchema schema;
    private final Caller caller;
    private final Time time;

    /// @param name the server's own
    /// @param definition what the model sees
    /// @param schema of the arguments; null where ours cannot read it: the server checks them too
    McpTool(
            McpServerSpec server,
            String name,
            ToolDefinition definition,
            @Nullable ArgumentSchema schema,
            Caller caller,
            Time time) {
        this.server = server;
        this.name = name;
        this.definition = definition;
        this.schema = schema;
        this.caller = caller;
        this.time = time;
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolOutcome run(ToolRequest request) throws InterruptedException {
        if (schema != null) {
            var wrong = schema.wrongWith(request.arguments());
            if (wrong.isPresent()) {
                return new ToolOutcome.InvalidArguments(wrong.get());
            }
        }
        var id = request.call().id();
        var deadline = deadlines(request.deadlines()).http();
        log.atInfo()
                .addKeyValue("name", definition.name())
                .addKeyValue("call_id", id)
                .addKeyValue("server", server.name())
                .addKeyValue("timeoutMs", deadline.toMillis())
                .log("MCP tool asked");
        long start = time.nanoTime();
        try {
            var outcome = outcome(caller.call(name, tree(request.arguments()), deadline));
            report(id, outcome, "", start);
            return outcome;
        } catch (WireException e) {
            var outcome = outcome(e.failure());
            report(id, outcome, e.failure().words(), start);
            return outcome;
        }
    }

    private static Map<String, Object> tree(ObjectNode arguments) {
        return JSON.convertValue(arguments, TREE);
    }

    private ToolDeadlines deadlines(ToolDeadlines allowed) {
        var own = server.timeout();
        return own == null || own.compareTo(allowed.service()) >= 0
                ? allowed
                : ToolDeadlines.of(own);
    }

    /// A tool that failed says why, in words that are meant for the model; see
    /// [ToolResultProcessor#failure].
    private static ToolOutcome outcome(McpSchema.CallToolResult result) {
        var text = Contents.text(result);
        return Boolean.TRUE.equals(result.isError())
                ? ToolResultProcessor.failure(text)
                : new ToolOutcome.Answered(text);
    }

    private static ToolOutcome outcome(Failure failure) {
        return switch (failure) {
            case Failure.Gone _ -> new ToolOutcome.Unreachable();
            case Failure.Late _ -> new ToolOutcome.TimedOut();
            case Failure.Status(var status) when status == 429 -> new ToolOutcome.RateLimited();
            case Failure.Status(var status) when status >= 400 && status <= 599 ->
                    new ToolOutcome.HttpError(status);
            case Failure.Status(var status) -> new ToolOutcome.Unexpected("HTTP status " + status);
            case Failure.Refused(var code) when code == INVALID_PARAMS ->
                    new ToolOutcome.InvalidArguments(
                            "The service does not take these arguments for this tool.");
            case Failure.Refused(var code) -> new ToolOutcome.Unexpected("JSON-RPC error " + code);
            case Failure.Broken(var detail) -> new ToolOutcome.Unexpected(detail);
        };
    }

    private void report(String id, ToolOutcome outcome, String error, long start) {
        var good = outcome instanceof ToolOutcome.Answered;
        var line =
                (good ? log.atInfo() : log.atWarn())
                        .addKeyValue("name", definition.name())
                        .addKeyValue("call_id", id)
                        .addKeyValue("server", server.name())
                        .addKeyValue("outcome", outcome.word())
                        .addKeyValue("ms", (time.nanoTime() - start) / 1_000_000);
        if (!error.isEmpty()) {
            line = line.addKeyValue("error", error);
        }
        line.log(good ? "MCP tool answered" : "MCP tool did not answer");
    }
}
