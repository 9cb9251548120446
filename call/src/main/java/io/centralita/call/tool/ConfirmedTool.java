package io.centralita.call.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tool that changes something, offered so that the caller is asked first: its schema has one
/// more argument, `confirmed`, which the tool itself never sees. Who holds the model to it is the
/// call ([Confirmations]).
public final class ConfirmedTool implements Tool {
    public static final String ARGUMENT = "confirmed";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tool tool;
    private final ToolDefinition definition;

    public ConfirmedTool(Tool tool) {
        this.tool = tool;
        var plain = tool.definition();
        this.definition =
                new ToolDefinition(
                        plain.name(),
                        plain.description()
                                + " Changes something: the caller has to agree before it is done.",
                        withArgument(plain.parameters()),
                        plain.acknowledgement(),
                        true);
    }

    private static ObjectNode withArgument(ObjectNode schema) {
        var copy = schema.deepCopy();
        copy.withObjectProperty("properties")
                .putObject(ARGUMENT)
                .put("type", "boolean")
                .put(
                        "description",
                        "true only when the caller was asked about exactly this and has agreed.");
        return copy;
    }

    /// Whether this is no result but the wish that the caller be asked first.
    ///
    /// @param output as the engine is given it
    public static boolean wantsCallerAsked(String output) {
        return output.equals(Confirmations.ASK_FIRST) || output.equals(Confirmations.NOT_ANSWERED);
    }

    /// Whether the arguments say that the caller has agreed.
    static boolean saysConfirmed(String arguments) {
        try {
            return JSON.readTree(arguments).path(ARGUMENT).asBoolean(false);
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolOutcome run(ToolRequest request) throws InterruptedException {
        var arguments = request.arguments().deepCopy();
        arguments.remove(ARGUMENT);
        return tool.run(
                new ToolRequest(
                        request.call(), arguments, request.deadlines(), request.language()));
    }
}
