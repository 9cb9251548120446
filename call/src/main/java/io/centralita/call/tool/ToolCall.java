package io.centralita.call.tool;

/// An engine's wish to run a tool.
///
/// @param id the engine's own, unique within the call; the result carries it back
/// @param name of the tool
/// @param arguments JSON as the model wrote it: it may be anything
public record ToolCall(String id, String name, String arguments) {}
