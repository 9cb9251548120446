package io.centralita.engine.pipeline;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage.Assistant;
import io.centralita.engine.pipeline.ChatMessage.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What was said in one call, at every moment in a form that a chat-completions server accepts: an
/// assistant's tool calls are followed by one result each before anything else (D1).
///
/// What comes while tools run waits, and follows their results in the order in which it came (D3).
/// Where another engine's model went on answering meanwhile, what it has answered comes before the
/// tool calls, so that the results are what is left to be answered.
///
/// Pure and bounded by its [HistoryLimits]. Confined to the answering thread.
final class ChatHistory {
    /// What stands for a result that is not in. No reply is composed before it is.
    static final String RUNNING = "Still running.";

    private final HistoryLimits limits;
    private final ToolIds ids;

    /// Oldest first; what waits for running tools is not in it.
    private final List<MessageGroup> groups = new ArrayList<>();

    private @Nullable RunningTools running;
    private final List<MessageGroup> waiting = new ArrayList<>();

    /// Calls that a peer told of and whose answer it has not told yet.
    private final PeerCalls peerCalls = new PeerCalls();

    ChatHistory(HistoryLimits limits, ToolIds ids) {
        this.limits = limits;
        this.ids = ids;
    }

    void add(ChatMessage.User message) {
        append(new MessageGroup(new ChatMessage.User(text(message.text())), 0));
    }

    void add(ChatMessage.Told message) {
        append(new MessageGroup(new ChatMessage.Told(text(message.text())), 0));
    }

    /// @param utterance under which the caller hears it; zero where it does not come from here
    void add(ChatMessage.Switchboard message, long utterance) {
        append(new MessageGroup(new ChatMessage.Switchboard(text(message.text())), utterance));
    }

    /// Adds what the assistant said.
    void say(String text, long utterance) {
        append(new MessageGroup(new Assistant(text(text), List.of()), utterance));
    }

    /// Adds what the assistant said and the tools that it asked for.
    ///
    /// @return them under the ids by which their results are known
    List<ToolCall> ask(String text, List<ToolCall> calls, long utterance) {
        if (calls.isEmpty()) {
            say(text, utterance);
            return List.of();
        }
        var asked = new ArrayList<ToolCall>();
        var tools = running;
        if (tools == null) {
            tools = new RunningTools(text(text), utterance);
        } else {
            say(text, utterance);
        }
        for (var call : calls) {
            var known = new ToolCall(ids.claim(call.id()), call.name(), call.arguments());
            tools.add(known.id(), shown(call, known.id()));
            asked.add(known);
        }
        await(tools);
        return asked;
    }

    /// Adds what was said or found out under another engine. A tool call that comes without its
    /// answer is awaited like one of our own; calls that overlap become one message.
    void takeOver(HistoryEntry entry) {
        switch (entry) {
            case HistoryEntry.CallerSaid(var text) -> add(new ChatMessage.User(text));
            case HistoryEntry.AssistantSaid(var text) -> say(text, 0);
            case HistoryEntry.SwitchboardSaid(var text) ->
                    add(new ChatMessage.Switchboard(text), 0);
            case HistoryEntry.Told(var text) -> add(new ChatMessage.Told(text));
            case HistoryEntry.ToolCalled(var call) -> awaitFormer(call);
            case HistoryEntry.ToolAnswered(var id, var output) -> toolFinished(id, output);
        }
    }

    private void awaitFormer(ToolCall call) {
        var tools = running == null ? new RunningTools("", 0) : running;
        if (!tools.isKnown(call.id())) {
            tools.add(call.id(), shown(call, ids.claim(call.id())));
            await(tools);
        }
    }

    private void await(RunningTools tools) {
        running = tools;
        trim();
    }

    /// Adds what a peer knows. Its tool calls are shown together with their answers.
    void tell(HistoryEntry entry) {
        switch (entry) {
            case HistoryEntry.ToolCalled(var call) -> peerCalls.add(call);
            case HistoryEntry.ToolAnswered(var id, var output) -> {
                var call = peerCalls.remove(id);
                if (call != null) {
                    var both = new RunningTools("", 0);
                    both.add(id, shown(call, ids.claim(id)));
                    both.answered(id, output);
                    append(both.settled("", limits.outputCharacters(1)).told());
                }
            }
            case HistoryEntry.CallerSaid _,
                    HistoryEntry.AssistantSaid _,
                    HistoryEntry.SwitchboardSaid _,
                    HistoryEntry.Told _ ->
                    takeOver(entry);
        }
    }

    String freshId() {
        return ids.fresh();
    }

    boolean awaitsTools() {
        return running != null;
    }

    /// Whether the caller waits for tools: not where it is them that a tool waits for.
    boolean lookupsRun() {
        return running != null && !running.areForCaller();
    }

    /// How many tools have not answered yet.
    int running() {
        return running == null ? 0 : running.running();
    }

    /// Takes one tool's result. Only the first one of a call that is awaited counts.
    ///
    /// @return true when it was the last one missing
    boolean toolFinished(String toolCallId, String output) {
        var tools = running;
        if (tools == null) {
            return false;
        }
        tools.answered(toolCallId, output);
        if (tools.running() > 0) {
            return false;
        }
        settle(tools);
        return true;
    }

    /// Nobody waits for the running tools any more: what they find does not count.
    void dropTools() {
        var tools = running;
        if (tools != null) {
            settle(tools);
        }
    }

    private void settle(RunningTools tools) {
        running = null;
        int answered = endOfWhatWasAnswered();
        groups.addAll(waiting.subList(0, answered));
        groups.add(tools.settled(ToolResult.CANCELLED, limits.outputCharacters(tools.size())));
        groups.addAll(waiting.subList(answered, waiting.size()));
        waiting.clear();
        trim();
    }

    /// Where in what waits the last words of a model are over.
    private int endOfWhatWasAnswered() {
        for (int i = waiting.size(); i > 0; i--) {
            if (waiting.get(i - 1).isAnswer()) {
                return i;
            }
        }
        return 0;
    }

    /// Keeps of an utterance's message what the caller has heard. Asked again, the last one counts:
    /// the first may have been an estimate.
    void keepHeard(long utterance, UnaryOperator<String> heardPart) {
        for (var group : all()) {
            if (group.isUtterance(utterance)) {
                group.keepHeard(heardPart);
            }
        }
    }

    /// As a model may be shown it now.
    List<ChatMessage> messages() {
        var messages = new ArrayList<ChatMessage>();
        groups.forEach(group -> group.addTo(messages));
        var tools = running;
        if (tools != null) {
            tools.group().addTo(messages);
            messages.addAll(tools.results(RUNNING, limits.outputCharacters(tools.size())));
        }
        waiting.forEach(group -> group.addTo(messages));
        return messages;
    }

    private String text(String text) {
        return ChatRules.text(text, limits.text());
    }

    private ToolCall shown(ToolCall call, String id) {
        return ChatRules.shown(call, id, limits.text());
    }

    private void append(MessageGroup group) {
        if (group.says()) {
            (running == null ? groups : waiting).add(group);
            trim();
        }
    }

    private List<MessageGroup> all() {
        var all = new ArrayList<>(groups);
        var tools = running;
        if (tools != null) {
            all.add(tools.group());
        }
        all.addAll(waiting);
        return all;
    }

    private void trim() {
        var kept = all();
        int before = kept.size();
        var tools = running;
        limits.trim(kept, group -> tools != null && tools.group() == group);
        if (kept.size() < before) {
            groups.retainAll(kept);
            waiting.retainAll(kept);
        }
    }
}
