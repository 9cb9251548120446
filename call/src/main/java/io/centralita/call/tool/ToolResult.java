package io.centralita.call.tool;

import java.time.Duration;

/// The one end of a tool call.
///
/// @param output what the engine is given: the answer, or a sentence about what went wrong
/// @param took from the start of the run to this result
public record ToolResult(ToolCall call, ToolOutcome outcome, String output, Duration took) {}
