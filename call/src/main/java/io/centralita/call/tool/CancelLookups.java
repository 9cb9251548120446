package io.centralita.call.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;

/// The function by which a model drops what is being looked up, when the caller does not want it
/// any more. Engines that have a model offer it; the call carries it out.
public final class CancelLookups {
    public static final String NAME = "cancel_lookups";

    private CancelLookups() {}

    public static ToolDefinition definition() {
        var parameters = JsonNodeFactory.instance.objectNode();
        parameters.put("type", "object");
        parameters.putObject("properties");
        return new ToolDefinition(
                NAME,
                "Drops everything that is being looked up now. Call this when the caller says to"
                        + " forget or cancel it.",
                parameters);
    }

    /// The end of a call of this function.
    ///
    /// @param dropped how many lookups were running
    public static ToolResult carriedOut(ToolCall call, int dropped) {
        var output =
                dropped == 0
                        ? "Nothing was being looked up."
                        : "Cancelled: %d. Tell the caller so in a few words.".formatted(dropped);
        return new ToolResult(call, new ToolOutcome.Answered(output), output, Duration.ZERO);
    }
}
