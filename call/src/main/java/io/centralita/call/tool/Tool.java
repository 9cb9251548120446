package io.centralita.call.tool;

/// Something an assistant can look up or do while the caller is on the line.
public interface Tool {
    ToolDefinition definition();

    /// Runs on a virtual thread; may block until the deadline, gives up when interrupted. What can
    /// be foreseen is an outcome; whatever else is thrown becomes [ToolOutcome.Unexpected].
    ToolOutcome run(ToolRequest request) throws InterruptedException;

    /// Whether somebody else answers for what it is asked and what it says: then neither the
    /// arguments nor the answer are examined on the way.
    default boolean passedThrough() {
        return false;
    }
}
