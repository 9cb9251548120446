package io.centralita.call.engine;

import io.centralita.call.tool.ToolDefinition;
import java.util.List;
import java.util.Optional;

/// How the assistant is to behave in a call. Fixed on a telephone; the peer of a realtime leg may
/// change it in mid-call.
///
/// @param instructions for engines with a model
/// @param voice the engine's own name of a voice; empty means its default for the language
/// @param tools what the assistant may call
/// @param turnTaking who ends turns and answers them
/// @param speaks false where the peer wants words without sound
public record Conduct(
        String instructions,
        String voice,
        List<ToolDefinition> tools,
        TurnTaking turnTaking,
        boolean speaks) {
    public Conduct {
        tools = List.copyOf(tools);
    }

    /// The tool of that name, if the assistant may call it.
    public Optional<ToolDefinition> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
