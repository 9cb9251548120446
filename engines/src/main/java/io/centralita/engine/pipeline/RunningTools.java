package io.centralita.engine.pipeline;

import io.centralita.call.tool.ReadDigitsTool;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tools that were asked for together, and those of their results that are in. The first result of
/// a tool counts. Confined to the answering thread.
final class RunningTools {
    private final MessageGroup group;

    /// As the model is shown them, by the id under which the call knows them.
    private final Map<String, ToolCall> calls = new LinkedHashMap<>();

    private final Map<String, String> outputs = new HashMap<>();

    /// @param said together with them
    RunningTools(String said, long utterance) {
        group = new MessageGroup(new Assistant(said, List.of()), utterance);
    }

    boolean isKnown(String id) {
        return calls.containsKey(id);
    }

    /// @param id under which the call knows it
    void add(String id, ToolCall shown) {
        calls.put(id, shown);
        group.addCall(shown);
    }

    void answered(String id, String output) {
        if (calls.containsKey(id)) {
            outputs.putIfAbsent(id, output);
        }
    }

    /// Whether nothing runs but what the caller is to answer by pressing keys.
    boolean areForCaller() {
        return calls.entrySet().stream()
                .filter(call -> !outputs.containsKey(call.getKey()))
                .allMatch(call -> call.getValue().name().equals(ReadDigitsTool.NAME));
    }

    int running() {
        return calls.size() - outputs.size();
    }

    /// The message, without the results.
    MessageGroup group() {
        return group;
    }

    /// Completes the message.
    ///
    /// @param substitute for the results that are not in
    /// @param longest characters of a result
    MessageGroup settled(String substitute, int longest) {
        results(substitute, longest).forEach(group::addResult);
        return group;
    }

    int size() {
        return calls.size();
    }

    /// One for each call.
    List<ToolResult> results(String substitute, int longest) {
        return calls.entrySet().stream()
                .map(
                        call ->
                                new ToolResult(
                                        call.getValue().id(),
                                        ChatRules.output(
                                                outputs.getOrDefault(call.getKey(), substitute),
                                                longest)))
                .toList();
    }
}
