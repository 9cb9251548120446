package io.centralita.call.engine;

import io.centralita.call.tool.ToolCall;

/// Something that was said or found out in a conversation, as a session that takes over has to know
/// it. Kept in order; a [ToolCalled] comes before its [ToolAnswered].
public sealed interface HistoryEntry {
    record CallerSaid(String text) implements HistoryEntry {}

    /// @param text as far as the caller has heard it
    record AssistantSaid(String text) implements HistoryEntry {}

    /// A sentence of the switchboard's own.
    record SwitchboardSaid(String text) implements HistoryEntry {}

    /// What an operator or the peer of a leg lets the assistant know; the caller did not hear it.
    record Told(String text) implements HistoryEntry {}

    record ToolCalled(ToolCall call) implements HistoryEntry {}

    record ToolAnswered(String toolCallId, String output) implements HistoryEntry {}
}
