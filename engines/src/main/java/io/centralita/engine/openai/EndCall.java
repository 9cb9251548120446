package io.centralita.engine.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.tool.ToolDefinition;

/// The function by which a model hangs up. It is an engine's own: the call only hears of a
/// farewell.
public final class EndCall {
    public static final String NAME = "end_call";
    static final String OUTPUT = "The call ends now.";

    private EndCall() {}

    public static ToolDefinition definition() {
        var parameters = JsonNodeFactory.instance.objectNode();
        parameters.put("type", "object");
        parameters.putObject("properties");
        return new ToolDefinition(
                NAME,
                "Ends the telephone call. Say goodbye first, then call this, once the caller has"
                        + " nothing more to ask or says goodbye.",
                parameters);
    }
}
