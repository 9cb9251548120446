package io.centralita.engine.offline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.tool.ConfirmedTool;
import io.centralita.call.tool.ToolCall;
import io.centralita.engine.pipeline.ChatMessage;
import io.centralita.engine.pipeline.ChatModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// The embedded mind, without a model: small talk by patterns; the time by the clock's tool; any
/// other question goes, in the caller's own words, to the service that answers questions about the
/// network, which declines what it does not know. What tools answer is spoken as it stands. Who
/// wants to be forgotten is asked whether they are sure.
///
/// Stateless but for the numbers of tool calls: all it knows of a call is the history it is shown.
public final class OfflineChatModel implements ChatModel {
    private static final String NETWORK_TOOL = "consultar_mikrotik";
    private static final String NETWORK_ARGUMENT = "pregunta";
    private static final String TIME_TOOL = "get_current_time";
    private static final String SLOW_TIME_TOOL = "get_current_time_slow";

    /// The tool's own limit for a question.
    private static final int LONGEST_QUESTION = 500;

    /// «Say exactly this: …», with the words in quotation marks at the end.
    private static final Pattern WORD_FOR_WORD =
            Pattern.compile(
                    "\\bsay exactly\\b[^«\"“]*[«\"“]([^»\"”]+)[»\"”]\\.?\\s*$",
                    Pattern.CASE_INSENSITIVE);

    private final Map<String, SmallTalk> byLanguage = new ConcurrentHashMap<>();
    private final AtomicLong toolCalls = new AtomicLong();

    @Override
    public void reply(Request request, Sink sink) throws InterruptedException {
        var talk =
                byLanguage.computeIfAbsent(
                        request.language().getLanguage(), tag -> new SmallTalk(Locale.of(tag)));
        new Composer(request, talk, sink).compose();
    }

    /// One reply.
    private final class Composer {
        private final Request request;
        private final SmallTalk talk;
        private final Sink sink;
        private final int turn;
        private boolean leaving;
        private boolean spoke;

        Composer(Request request, SmallTalk talk, Sink sink) {
            this.request = request;
            this.talk = talk;
            this.sink = sink;
            this.turn =
                    (int)
                            request.messages().stream()
                                    .filter(ChatMessage.User.class::isInstance)
                                    .count();
        }

        void compose() throws InterruptedException {
            var fresh = sinceLastAnswer();
            var results = new ArrayList<String>();
            var questions = new LinkedHashSet<String>();
            for (var message : fresh) {
                switch (message) {
                    case ChatMessage.ToolResult result when result.isCancelled() -> {}
                    case ChatMessage.ToolResult(var id, var text)
                            when ConfirmedTool.wantsCallerAsked(text) ->
                            say(Forgetting.askedFor(request.messages(), id).question());
                    case ChatMessage.ToolResult(_, var text) -> results.add(text);
                    case ChatMessage.User(var text) -> questions.add(text);
                    case ChatMessage.Assistant _,
                            ChatMessage.Switchboard _,
                            ChatMessage.Told _ -> {}
                }
            }
            for (var result : results) {
                sink.text(result.strip() + " ");
            }
            boolean afterTools = fresh.stream().anyMatch(ChatMessage.ToolResult.class::isInstance);
            for (var question : stillWanted(questions)) {
                answer(question, afterTools);
            }
            if (leaving) {
                sink.farewell();
            }
            if (results.isEmpty() && questions.isEmpty() && !spoke) {
                sayAsTold();
            }
        }

        /// A program that wants a sentence said, a greeting for example.
        private void sayAsTold() throws InterruptedException {
            var told = WORD_FOR_WORD.matcher(request.instructions());
            if (told.find()) {
                sink.text(told.group(1).strip() + " ");
            }
        }

        /// Messages after what the assistant said last: nobody has answered them yet.
        private List<ChatMessage> sinceLastAnswer() {
            var messages = request.messages();
            int from = messages.size();
            while (from > 0 && !(messages.get(from - 1) instanceof ChatMessage.Assistant)) {
                from--;
            }
            return messages.subList(from, messages.size());
        }

        /// Who says goodbye does not wait for more.
        private Set<String> stillWanted(SequencedSet<String> questions) {
            boolean goodbye =
                    !questions.isEmpty()
                            && talk.intentOf(questions.getLast())
                                    .filter(Intent.GOODBYE::equals)
                                    .isPresent();
            return goodbye ? Set.of(questions.getLast()) : questions;
        }

        private void answer(String question, boolean afterTools) throws InterruptedException {
            var intent = talk.intentOf(question);
            var proposed = afterTools ? Optional.<Forgetting>empty() : proposed();
            if (proposed.isPresent() && talk.agrees(question)) {
                forget(proposed.get().confirmed());
                return;
            }
            if (proposed.isPresent() && intent.filter(Intent.NO::equals).isPresent()) {
                say("nothing-forgotten");
                return;
            }
            if (intent.isEmpty()) {
                askNetwork(question);
                return;
            }
            switch (intent.get()) {
                case TIME -> askClock(TIME_TOOL);
                case SLOW_TIME -> askClock(SLOW_TIME_TOOL);
                case REPEAT -> repeat();
                case GOODBYE -> {
                    say("goodbye");
                    leaving = true;
                }
                case FORGET -> forget(Forgetting.NOW.wish());
                case KEEP_NOTHING -> forget(Forgetting.FOR_GOOD.wish());
                case HELP -> say(intent.get().key());
                case STILL_THERE, GREETING, YES, NO, THANKS, CANCEL -> {
                    // Said while tools ran, it was answered at once.
                    if (!afterTools) {
                        say(intent.get().key());
                    }
                }
            }
        }

        /// What the caller was asked about last.
        private Optional<Forgetting> proposed() {
            var messages = request.messages();
            int from = messages.size() - sinceLastAnswer().size();
            return Forgetting.proposedBefore(messages.subList(0, from));
        }

        private void forget(String arguments) throws InterruptedException {
            if (offers(Forgetting.TOOL)) {
                call(Forgetting.TOOL, arguments);
            } else {
                say("cannot");
            }
        }

        private void repeat() throws InterruptedException {
            for (var message : request.messages().reversed()) {
                if (message instanceof ChatMessage.Assistant(var text, _) && !text.isBlank()) {
                    sink.text(text + " ");
                    return;
                }
            }
            say("nothing-to-repeat");
        }

        private void askNetwork(String question) throws InterruptedException {
            if (!offers(NETWORK_TOOL)) {
                say("cannot");
                return;
            }
            var asked = question.strip();
            var shortened = asked.substring(0, Math.min(asked.length(), LONGEST_QUESTION));
            var arguments = JsonNodeFactory.instance.objectNode().put(NETWORK_ARGUMENT, shortened);
            call(NETWORK_TOOL, arguments.toString());
        }

        private void askClock(String tool) throws InterruptedException {
            if (offers(tool)) {
                call(tool, "{}");
            } else {
                say("cannot");
            }
        }

        private boolean offers(String tool) {
            return request.tools().stream().anyMatch(offered -> offered.name().equals(tool));
        }

        private void call(String tool, String arguments) {
            sink.toolCall(new ToolCall("offline-" + toolCalls.incrementAndGet(), tool, arguments));
        }

        private void say(String key) throws InterruptedException {
            spoke = true;
            sink.text(talk.text(key, turn) + " ");
        }
    }
}
