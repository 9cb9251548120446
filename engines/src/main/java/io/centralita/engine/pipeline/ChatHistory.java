package io.centralita.engine.pipeline;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What was said in one call, always in a form that a model accepts: an assistant's tool calls are
/// followed by one result each before anything else (D1). What comes while tools run waits in order
/// until all results are there; what was answered by then comes before the tool calls, so that the
/// results are what is left to be answered.
///
/// Bounded: the oldest exchanges go first, a message and its tool results together. Confined to the
/// answering thread.
final class ChatHistory {
    /// A message that stands alone, or an assistant's message with the results of its tools.
    private static final class Group {
        private ChatMessage head;
        private final List<ToolResult> results;

        Group(ChatMessage head, List<ToolResult> results) {
            this.head = head;
            this.results = results;
        }

        int size() {
            return 1 + results.size();
        }

        /// False for what was cut before a word of it was heard.
        boolean says() {
            return !(head instanceof Assistant said)
                    || !said.text().isBlank()
                    || !said.toolCalls().isEmpty();
        }
    }

    private final int maxMessages;
    private final ArrayDeque<Group> groups = new ArrayDeque<>();
    private final Map<Long, Group> byUtterance = new HashMap<>();

    /// The message whose tools are running, their results so far and what waits for them.
    private @Nullable Group open;

    private final Map<String, String> results = new HashMap<>();
    private final List<Group> waiting = new ArrayList<>();

    /// @param maxMessages what a model is shown at most
    ChatHistory(int maxMessages) {
        this.maxMessages = maxMessages;
    }

    void add(ChatMessage message) {
        var group = new Group(message, List.of());
        if (open == null) {
            groups.add(group);
            trim();
        } else {
            waiting.add(group);
            while (waiting.size() > maxMessages) {
                waiting.removeFirst();
            }
        }
    }

    /// Adds what the assistant said and asked for.
    ///
    /// @param utterance under which the caller hears it; zero where nothing was said
    void add(Assistant message, long utterance) {
        if (message.text().isBlank() && message.toolCalls().isEmpty()) {
            return;
        }
        if (open != null && !message.toolCalls().isEmpty()) {
            throw new IllegalStateException("tools asked for while others run");
        }
        var group = new Group(message, new ArrayList<>());
        (open == null ? groups : waiting).add(group);
        if (utterance != 0) {
            byUtterance.put(utterance, group);
        }
        if (!message.toolCalls().isEmpty()) {
            open = group;
            results.clear();
        }
        trim();
    }

    /// Adds what was said or found out under another engine. A tool call that comes without its
    /// answer is awaited like one of our own; calls that overlap become one message.
    void add(HistoryEntry entry) {
        switch (entry) {
            case HistoryEntry.CallerSaid(var text) -> add(new ChatMessage.User(text));
            case HistoryEntry.AssistantSaid(var text) -> add(new Assistant(text, List.of()), 0);
            case HistoryEntry.SwitchboardSaid(var text) -> add(new ChatMessage.Switchboard(text));
            case HistoryEntry.Told(var text) -> add(new ChatMessage.Told(text));
            case HistoryEntry.ToolCalled(var call) -> toolCalled(call);
            case HistoryEntry.ToolAnswered(var id, var output) -> toolFinished(id, output);
        }
    }

    private void toolCalled(ToolCall call) {
        var group = open;
        if (group != null && group.head instanceof Assistant(var text, var calls)) {
            var all = new ArrayList<>(calls);
            all.add(call);
            group.head = new Assistant(text, all);
        } else {
            add(new Assistant("", List.of(call)), 0);
        }
    }

    /// Adds a tool's answer that was found before this session, or without it.
    void addAnswered(ToolCall call, String output) {
        var group =
                new Group(
                        new Assistant("", List.of(call)),
                        new ArrayList<>(List.of(new ToolResult(call.id(), output))));
        (open == null ? groups : waiting).add(group);
        trim();
    }

    boolean awaitsTools() {
        return open != null;
    }

    /// Takes one tool's result. Only the first one of a call that is awaited counts.
    ///
    /// @return true when it was the last one missing
    boolean toolFinished(String toolCallId, String output) {
        var group = open;
        if (group == null || !(group.head instanceof Assistant assistant)) {
            return false;
        }
        if (assistant.toolCalls().stream().noneMatch(call -> call.id().equals(toolCallId))) {
            return false;
        }
        results.putIfAbsent(toolCallId, output);
        if (results.size() < distinctCalls(assistant)) {
            return false;
        }
        for (var call : assistant.toolCalls()) {
            group.results.add(new ToolResult(call.id(), results.getOrDefault(call.id(), "")));
        }
        open = null;
        int settled = endOfWhatWasAnswered();
        groups.remove(group);
        groups.addAll(waiting.subList(0, settled));
        groups.add(group);
        groups.addAll(waiting.subList(settled, waiting.size()));
        waiting.clear();
        trim();
        return true;
    }

    /// Where in what waits the last words of the assistant are over.
    private int endOfWhatWasAnswered() {
        for (int i = waiting.size(); i > 0; i--) {
            var group = waiting.get(i - 1);
            if (group.head instanceof Assistant said
                    && said.toolCalls().isEmpty()
                    && group.says()) {
                return i;
            }
        }
        return 0;
    }

    /// Keeps of an utterance's message what the caller has heard. Asked again, the last one counts:
    /// the first may have been an estimate.
    void keepHeard(long utterance, UnaryOperator<String> heardPart) {
        var group = byUtterance.get(utterance);
        if (group == null || !(group.head instanceof Assistant said)) {
            return;
        }
        var text = heardPart.apply(said.text());
        group.head = new Assistant(text, said.toolCalls());
    }

    List<ChatMessage> messages() {
        var messages = new ArrayList<ChatMessage>();
        for (var group : groups) {
            if (group.says()) {
                messages.add(group.head);
            }
            messages.addAll(group.results);
        }
        return messages;
    }

    private static int distinctCalls(Assistant assistant) {
        Set<String> ids = new HashSet<>();
        assistant.toolCalls().forEach(call -> ids.add(call.id()));
        return ids.size();
    }

    private void trim() {
        int size = groups.stream().mapToInt(Group::size).sum();
        while (size > maxMessages && groups.size() > 1 && groups.peekFirst() != open) {
            var oldest = groups.removeFirst();
            size -= oldest.size();
            byUtterance.values().remove(oldest);
        }
    }
}
