package io.centralita.call.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tool as a model sees it.
///
/// @param name `[a-zA-Z0-9_-]{1,64}`, what OpenAI's and MCP's tool names allow
/// @param description when and for what to use it
/// @param parameters JSON schema of the arguments, `"type": "object"`
public record ToolDefinition(String name, String description, ObjectNode parameters) {
    public ToolDefinition {
        if (!name.matches("[a-zA-Z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "a tool's name is 1 to 64 of a-z, A-Z, 0-9, _ and -, not «" + name + "»");
        }
    }
}
