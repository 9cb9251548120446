package io.centralita.engine.pipeline;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.tool.CancelLookups;
import io.centralita.call.tool.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Decides what one call is answered: by the model, or at once by a sentence of ours while tools
/// run (D2). Keeps the [ChatHistory].
///
/// Told what happens; has no clock, no thread and no part to wait for, so that a million
/// conversations in random order are a test. Confined to the answering thread.
final class Conversation {
    /// Answers of the model in a row that ask for tools. After those it has to do without.
    static final int MOST_ROUNDS = 12;

    private static final String RESULTS_ARE_IN =
            ResourceBundle.getBundle(Conversation.class.getPackageName() + ".prompts", Locale.ROOT)
                    .getString("results-are-in");

    private final SessionSettings call;
    private final PipelineTexts texts;
    private final Function<String, Remark> remarks;
    private final InstantAnswers instant;
    private final ChatHistory history;
    private final List<ToolCall> requests = new ArrayList<>();
    private Conduct conduct;

    private @Nullable Sentence owedSentence;

    /// Said while tools run and to be answered at once.
    private @Nullable Remark owedRemark;

    private boolean owesReply;

    /// Instructions for the reply that is owed, empty for the call's.
    private String instructions = "";

    /// What is owed instead of a reply once one is asked for: the last turn was not understood.
    private @Nullable Sentence owedWhenAsked;

    /// What was said while tools ran, where the peer says when it is answered.
    private @Nullable String unanswered;

    /// Tools have answered, and the caller does not know it.
    private boolean resultsUnheard;

    /// The model is composing the answer that tells of them.
    private boolean tellingResults;

    private int notUnderstood;
    private int rounds;

    /// @param remarks tells what kind of remark was made
    /// @param salt tells this session from others: ids and the order of sentences come from it
    Conversation(
            SessionSettings call,
            HistoryLimits limits,
            Function<String, Remark> remarks,
            long salt) {
        this.call = call;
        this.conduct = call.conduct();
        this.texts = new PipelineTexts(call.language());
        this.remarks = remarks;
        this.instant = new InstantAnswers(call.language(), salt);
        this.history = new ChatHistory(limits, new ToolIds(salt));
        for (var entry : call.history()) {
            history.takeOver(entry);
            noteUnanswered(entry);
        }
    }

    Conduct conduct() {
        return conduct;
    }

    void configure(Conduct other) {
        conduct = other;
    }

    /// @return false where there is nothing to say
    boolean greet() {
        if (call.greeting().isBlank()) {
            return false;
        }
        owedSentence = Sentence.ofAssistant(call.greeting());
        return true;
    }

    boolean answersTurns() {
        return conduct.turnTaking().answersTurns();
    }

    /// The caller spoke.
    void callerSaid(String text) {
        notUnderstood = 0;
        rounds = 0;
        owedWhenAsked = null;
        unanswered = null;
        history.add(new ChatMessage.User(text));
        if (answersTurns()) {
            answerTo(text);
        } else {
            unanswered = text;
        }
    }

    /// The caller spoke, and nobody knows what was said.
    void callerNotUnderstood() {
        owedWhenAsked = null;
        if (history.lookupsRun() && answersTurns()) {
            owedRemark = Remark.UNCLEAR;
        } else if (!answersTurns() || !owesReply) {
            notUnderstood++;
            var sentence = Sentence.ofSwitchboard(texts.notUnderstood(notUnderstood));
            if (answersTurns()) {
                owedSentence = sentence;
            } else {
                owedWhenAsked = sentence;
            }
        }
    }

    /// The peer adds to the conversation.
    void add(HistoryEntry entry) {
        history.tell(entry);
        noteUnanswered(entry);
        owedWhenAsked = null;
    }

    private void noteUnanswered(HistoryEntry entry) {
        switch (entry) {
            case HistoryEntry.CallerSaid(var text) -> {
                rounds = 0;
                unanswered = text;
            }
            case HistoryEntry.AssistantSaid _ -> unanswered = null;
            case HistoryEntry.SwitchboardSaid _,
                    HistoryEntry.Told _,
                    HistoryEntry.ToolCalled _,
                    HistoryEntry.ToolAnswered _ -> {}
        }
    }

    /// The peer wants an answer now.
    ///
    /// @param once instructions for it, empty for the call's
    void respond(String once) {
        var sentence = owedWhenAsked;
        var said = unanswered;
        owedWhenAsked = null;
        unanswered = null;
        instructions = once;
        if (sentence != null) {
            owedSentence = sentence;
        } else if (said != null && once.isBlank()) {
            answerTo(said);
        } else {
            owesReply = true;
        }
    }

    private void answerTo(String said) {
        if (history.lookupsRun()) {
            answerMeanwhile(remarks.apply(said));
        } else if (resultsUnheard && remarks.apply(said) == Remark.CANCEL) {
            confirmCancelled(1);
        } else {
            owesReply = true;
        }
    }

    private void answerMeanwhile(Remark remark) {
        switch (remark) {
            case CANCEL -> {
                int dropped = history.running();
                dropTools();
                confirmCancelled(dropped);
            }
            case CANCEL_FOR_ANOTHER, GOODBYE -> {
                dropTools();
                owesReply = true;
            }
            case STATUS, GREETING, ACKNOWLEDGEMENT, QUESTION, OTHER, UNCLEAR -> owedRemark = remark;
        }
    }

    private void confirmCancelled(int dropped) {
        owedSentence = Sentence.ofAssistant(instant.cancelled(dropped));
        owedRemark = null;
        owesReply = false;
        resultsUnheard = false;
    }

    /// What runs is not wanted any more. Tools of the peer's own are the peer's to stop.
    private void dropTools() {
        history.dropTools();
        owedRemark = null;
        boolean ours =
                conduct.turnTaking().answersTools()
                        && conduct.tools().stream()
                                .noneMatch(tool -> tool.name().equals(CancelLookups.NAME));
        if (ours) {
            requests.add(new ToolCall(history.freshId(), CancelLookups.NAME, "{}"));
        }
    }

    /// Tool calls of our own, to be passed on to the call. They are handed out once.
    List<ToolCall> requests() {
        var now = List.copyOf(requests);
        requests.clear();
        return now;
    }

    void toolFinished(String toolCallId, String output) {
        if (!history.toolFinished(toolCallId, output)) {
            return;
        }
        resultsUnheard = true;
        owesReply |= conduct.turnTaking().answersTools() || owedRemark != null;
        owedRemark = null;
    }

    void switchboardSaid(String text) {
        history.add(new ChatMessage.Switchboard(text), 0);
    }

    /// @param heardPart of the words of the utterance
    void interrupted(long utterance, UnaryOperator<String> heardPart) {
        history.keepHeard(utterance, heardPart);
    }

    /// The peer wants no answer.
    ///
    /// @return true where one was owed
    boolean cancelAnswer() {
        boolean owed = isDue() || owesReply;
        owesReply = false;
        owedSentence = null;
        owedRemark = null;
        return owed;
    }

    boolean isDue() {
        return owedSentence != null || owedRemark != null || replyIsDue();
    }

    private boolean replyIsDue() {
        return owesReply && !history.awaitsTools();
    }

    /// Takes on what is due. A reply makes up for all that was owed beside it.
    Due take() {
        var remark = owedRemark;
        var sentence = owedSentence;
        owedRemark = null;
        owedSentence = null;
        if (replyIsDue()) {
            return new Due.Compose(compose());
        }
        if (remark != null) {
            return new Due.Say(
                    Sentence.ofSwitchboard(instant.to(remark, Math.max(1, history.running()))));
        }
        return sentence == null ? new Due.Nothing() : new Due.Say(sentence);
    }

    private ChatModel.Request compose() {
        var messages = history.messages();
        if (resultsUnheard && !messages.isEmpty() && isOurs(messages.getLast())) {
            messages.add(new ChatMessage.Told(RESULTS_ARE_IN));
        }
        var request =
                new ChatModel.Request(
                        call.callId(),
                        call.language(),
                        instructions.isBlank() ? conduct.instructions() : instructions,
                        messages,
                        mayAskTools() ? conduct.tools() : List.of());
        owesReply = false;
        tellingResults = resultsUnheard;
        resultsUnheard = false;
        unanswered = null;
        instructions = "";
        return request;
    }

    /// False once the model has gone round in circles.
    boolean mayAskTools() {
        return rounds < MOST_ROUNDS;
    }

    /// A model that finds its own words last takes them for its answer.
    private static boolean isOurs(ChatMessage message) {
        return message instanceof ChatMessage.Switchboard
                || message instanceof ChatMessage.Assistant;
    }

    /// A sentence was said.
    ///
    /// @param words of it that were spoken
    void said(Sentence sentence, String words, long utterance) {
        if (sentence.asAssistant()) {
            history.say(words, utterance);
        } else {
            history.add(new ChatMessage.Switchboard(words), utterance);
        }
    }

    /// The model has answered, whole.
    ///
    /// @return the tool calls to be run
    List<ToolCall> replied(String words, List<ToolCall> calls, long utterance) {
        if (!mayAskTools()) {
            history.say(words, utterance);
            return List.of();
        }
        rounds += calls.isEmpty() ? 0 : 1;
        return history.ask(words, calls, utterance);
    }

    /// The answer was stopped. What was stopped before a word of it was said is still owed.
    ///
    /// @param wanted false where the peer wants none
    void brokenOff(String words, long utterance, boolean wanted) {
        history.say(words, utterance);
        if (wanted && utterance == 0) {
            owesReply = true;
            resultsUnheard |= tellingResults;
        }
    }

    /// What the model says where it has nothing to say.
    String noAnswer() {
        return texts.noAnswer();
    }
}
