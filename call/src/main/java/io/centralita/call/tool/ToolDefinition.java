package io.centralita.call.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.text.LocalizedText;

/// A tool as a model sees it.
///
/// @param name `[a-zA-Z0-9_-]{1,64}`, what OpenAI's and MCP's tool names allow
/// @param description when and for what to use it
/// @param parameters JSON schema of the arguments, `"type": "object"`
/// @param acknowledgement what the caller is told when it starts; where it is not written in the
///   language of the call, the switchboard's own sentence is said
/// @param confirmed whether it runs only once the caller has agreed; see [ConfirmedTool]
public record ToolDefinition(
        String name,
        String description,
        ObjectNode parameters,
        LocalizedText acknowledgement,
        boolean confirmed) {
    /// A tool that only looks things up, and has no sentence of its own.
    public ToolDefinition(String name, String description, ObjectNode parameters) {
        this(name, description, parameters, LocalizedText.NONE, false);
    }

    public ToolDefinition {
        if (!name.matches("[a-zA-Z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "a tool's name is 1 to 64 of a-z, A-Z, 0-9, _ and -, not «" + name + "»");
        }
    }
}
