package io.centralita.engine.pipeline;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.tool.CancelLookups;
import io.centralita.call.tool.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What has to be true of a [RandomTalk], reckoned without the code under test: which tools run,
/// what each found, what the caller said in which order.
final class TalkReckoning {
    private static final List<String> CANCELLING =
            List.of("olvídalo", "cancela", "cancela eso y dime la hora", "adiós");

    private final HistoryLimits limits;
    private final Set<String> running = new LinkedHashSet<>();

    /// First results of the tools that were asked for together last.
    private final Map<String, String> found = new LinkedHashMap<>();

    private boolean resultsAreNew;
    private boolean tellingResults;

    /// What a peer may still want answered: the caller's words, or that they were not understood.
    private @Nullable String unanswered;

    private boolean notUnderstood;
    private final List<String> caller = new ArrayList<>();
    private int saidBeforeTools;
    private boolean orderIsKnown = true;
    private boolean mustAnswerAtOnce;
    private boolean mustConfirm;
    private int requests;
    private int instantAnswers;
    private int cancellations;

    TalkReckoning(HistoryLimits limits) {
        this.limits = limits;
    }

    int requests() {
        return requests;
    }

    int instantAnswers() {
        return instantAnswers;
    }

    int cancellations() {
        return cancellations;
    }

    List<String> running() {
        return List.copyOf(running);
    }

    void former(HistoryEntry entry) {
        switch (entry) {
            case HistoryEntry.CallerSaid(var text) -> {
                caller.add(text);
                unanswered = text;
            }
            case HistoryEntry.ToolCalled(var call) -> {
                orderIsKnown = false;
                if (running.isEmpty()) {
                    found.clear();
                }
                running.add(call.id());
            }
            case HistoryEntry.ToolAnswered(var id, var output) -> finished(id, output);
            case HistoryEntry.AssistantSaid _ -> unanswered = null;
            case HistoryEntry.SwitchboardSaid _, HistoryEntry.Told _ -> {}
        }
        resultsAreNew = false;
    }

    void added(HistoryEntry entry) {
        notUnderstood = false;
        switch (entry) {
            case HistoryEntry.CallerSaid(var text) -> {
                caller.add(text);
                unanswered = text;
            }
            case HistoryEntry.AssistantSaid _ -> {
                unanswered = null;
                resultsAreNew = false;
                orderIsKnown = false;
            }
            case HistoryEntry.ToolAnswered _ -> orderIsKnown = false;
            case HistoryEntry.SwitchboardSaid _,
                    HistoryEntry.Told _,
                    HistoryEntry.ToolCalled _ -> {}
        }
    }

    void said(String text) {
        caller.add(text);
    }

    /// The peer wants an answer.
    void responded(String once) {
        var text = notUnderstood || !once.isBlank() ? null : unanswered;
        notUnderstood = false;
        unanswered = null;
        if (text != null && !running.isEmpty()) {
            mustConfirm = CANCELLING.contains(text);
            mustAnswerAtOnce |= !mustConfirm;
        }
    }

    /// After the conversation has been told of a turn.
    void spoke(String text, Conversation conversation) {
        boolean answered = conversation.answersTurns();
        notUnderstood = !answered && text.isEmpty();
        if (!text.isEmpty()) {
            unanswered = answered ? null : text;
        }
        mustConfirm |= answered && !running.isEmpty() && CANCELLING.contains(text);
        mustAnswerAtOnce |= answered && !running.isEmpty() && !CANCELLING.contains(text);
        if (answered && !running.isEmpty() && !conversation.isDue()) {
            throw new AssertionError("nobody answers «" + text + "»");
        }
    }

    void answerCancelled() {
        mustAnswerAtOnce = false;
        mustConfirm = false;
    }

    /// @param passedOn to the call
    void cancelled(List<ToolCall> passedOn, TurnTaking rules, List<String> faults) {
        if (!mustConfirm) {
            if (!passedOn.isEmpty()) {
                faults.add("cancelled unasked");
            }
            return;
        }
        cancellations++;
        mustConfirm = false;
        mustAnswerAtOnce = false;
        boolean asked =
                passedOn.size() == 1 && passedOn.getFirst().name().equals(CancelLookups.NAME);
        if (asked != rules.answersTools()) {
            faults.add("cancellation passed on: " + passedOn);
        }
        running.forEach(id -> found.putIfAbsent(id, ChatMessage.ToolResult.CANCELLED));
        running.clear();
    }

    void finished(String id, String output) {
        if (running.remove(id)) {
            found.put(id, output);
            if (running.isEmpty()) {
                resultsAreNew = true;
                mustAnswerAtOnce = false; // with the results
            }
        }
    }

    /// The model has answered.
    void asked(List<ToolCall> calls) {
        if (calls.isEmpty()) {
            return;
        }
        found.clear();
        saidBeforeTools = caller.size();
        orderIsKnown = true;
        calls.forEach(call -> running.add(call.id()));
    }

    void brokenOff(String words) {
        resultsAreNew |= words.isEmpty() && tellingResults;
    }

    void weSay(Sentence sentence, List<String> faults) {
        boolean counts = sentence.text().contains("ejecutándose");
        if (counts) {
            instantAnswers++;
            var expected =
                    running.size() == 1
                            ? "Tengo 1 herramienta ejecutándose."
                            : "Tengo " + running.size() + " herramientas ejecutándose.";
            if (!sentence.text().contains(expected)) {
                faults.add("said «%s» where %d run".formatted(sentence.text(), running.size()));
            }
        } else if (mustAnswerAtOnce) {
            faults.add("said «" + sentence.text() + "» to who speaks while tools run");
        }
        mustAnswerAtOnce = false;
        resultsAreNew &= !sentence.asAssistant(); // the caller does not want them
    }

    void composed(ChatModel.Request request, List<String> faults) {
        requests++;
        var messages = request.messages();
        faults.addAll(ChatJudge.faults(messages));
        if (!running.isEmpty()) {
            faults.add("asked the model while tools run");
        }
        if (mustAnswerAtOnce) {
            faults.add("somebody who spoke was not answered at once");
        }
        theCallersWordsAreThere(messages, faults);
        if (resultsAreNew) {
            theResultsAreThere(messages, faults);
        }
        tellingResults = resultsAreNew;
        resultsAreNew = false;
        unanswered = null;
    }

    /// In the order in which they were said, the last of them for certain.
    private void theCallersWordsAreThere(List<ChatMessage> messages, List<String> faults) {
        var shown = users(messages);
        int at = caller.size();
        for (var text : shown.reversed()) {
            at--;
            while (at >= 0 && !caller.get(at).equals(text)) {
                at--;
            }
            if (at < 0) {
                faults.add("not said, or not in this order: " + shown + " of " + caller);
                return;
            }
        }
        boolean lastIsThere =
                caller.isEmpty() || (!shown.isEmpty() && shown.getLast().equals(caller.getLast()));
        if (!lastIsThere && limits.messages() >= 20) {
            faults.add("the caller's last words are missing: " + caller.getLast());
        }
    }

    private void theResultsAreThere(List<ChatMessage> messages, List<String> faults) {
        int last = -1;
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof ChatMessage.ToolResult) {
                last = i;
            }
        }
        var shown = new ArrayList<String>();
        for (var message : messages) {
            if (message instanceof ChatMessage.ToolResult(_, var text)) {
                shown.add(text);
            }
        }
        for (var output : found.values()) {
            boolean there =
                    shown.stream()
                            .anyMatch(
                                    text ->
                                            text.equals(output)
                                                    || text.equals(ChatRules.NO_OUTPUT)
                                                    || text.endsWith(ChatRules.CUT)
                                                    || output.contains("\uD83D"));
            if (!there) {
                faults.add("a result is missing: " + output);
            }
        }
        boolean roomForAll = limits.messages() >= 60 && caller.size() < 20;
        if (orderIsKnown && roomForAll && last >= 0) {
            var meanwhile = caller.subList(saidBeforeTools, caller.size());
            var after = users(messages.subList(last, messages.size()));
            if (!after.equals(meanwhile)) {
                faults.add("said meanwhile " + meanwhile + ", shown after the results " + after);
            }
        }
    }

    private static List<String> users(List<ChatMessage> messages) {
        return messages.stream()
                .filter(ChatMessage.User.class::isInstance)
                .map(user -> ((ChatMessage.User) user).text())
                .toList();
    }
}
