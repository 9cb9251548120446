package io.centralita.call.tool;

/// Something an assistant can look up or do while the caller is on the line.
public interface Tool {
    ToolDefinition definition();

    /// Runs on a virtual thread; may block until the deadline, gives up when interrupted. What can
    /// be foreseen is an outcome; whatever else is thrown becomes [ToolOutcome.Unexpected].
    ToolOutcome run(ToolRequest request) throws InterruptedException;
}
