package io.centralita.call.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// One run of a tool.
///
/// @param call as the engine asked for it
/// @param arguments the parsed arguments: an object that has the properties the definition's schema
///   requires; empty for a tool that is [Tool#passedThrough]
/// @param deadlines what each layer may take
/// @param language of the call
public record ToolRequest(
        ToolCall call, ObjectNode arguments, ToolDeadlines deadlines, Locale language) {}
