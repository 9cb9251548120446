package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.Usage;
import io.centralita.call.tool.ToolCall;
import io.centralita.channel.realtime.Response.End;
import io.centralita.channel.realtime.Response.Message;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The responses of a session: which one is being given, and what belongs to it.
///
/// The engine is done with an answer before its audio has been taken from the queue: then the
/// response is finishing, and what the engine says of the next one waits until the last frame is
/// out. After a cancellation the engine may still speak of the answer that is over: that is passed
/// over. Confined to the session's event loop.
final class Responses {
    /// What a peer asked for and the engine has not begun.
    ///
    /// @param config in effect for that response alone
    record Wanted(SessionConfig config, @Nullable ObjectNode metadata) {}

    /// What the engine said of the next answer.
    ///
    /// @param ifDropped is run in place of the step where the answer is cancelled before it is told
    private record Deferred(Runnable step, Runnable ifDropped) {}

    private record Ours(Response response, Message message) {}

    /// Where and how responses are told of.
    record Telling(Outbox out, Items items, String conversationId, AudioWay way) {
        /// On a track audio is not part of what is told: an answer is over when the engine is done
        /// with it, however much of it is still to be heard.
        boolean waitsForAudio() {
            return way == AudioWay.EVENTS;
        }
    }

    /// Utterances remembered so that their items can be truncated.
    private static final int REMEMBERED = 256;

    private final Telling telling;
    private final Supplier<SessionConfig> session;
    private final Runnable whenDone;
    private final Map<Long, Message> messages = new LinkedHashMap<>();

    /// The switchboard's own, until they are out.
    private final Map<Long, Ours> ours = new LinkedHashMap<>();

    private final ArrayDeque<Deferred> later = new ArrayDeque<>();
    private @Nullable Wanted wanted;
    private @Nullable Response active;
    private boolean finishing;

    /// The engine has begun the active response: its end is the engine's to tell.
    private boolean engineBegan;

    /// The engine is in the middle of an answer that waits in [#later].
    private boolean answerWaits;

    /// The engine still speaks of an answer that is over here.
    private boolean passingOver;

    /// @param whenDone is run when a response of the engine is over
    Responses(Telling telling, Supplier<SessionConfig> session, Runnable whenDone) {
        this.telling = telling;
        this.session = session;
        this.whenDone = whenDone;
    }

    /// The id of the response that keeps another one from being created; empty where none does. One
    /// that is asked for and not begun has no id yet and is begun for it.
    Optional<String> activeId() {
        if (active == null && wanted != null) {
            begin();
        }
        return Optional.ofNullable(active).map(Response::id);
    }

    void want(Wanted wish) {
        wanted = wish;
    }

    /// @return false where there is nothing to cancel
    boolean cancel(End how) {
        if (active == null && wanted == null) {
            return false;
        }
        if (active == null) {
            begin();
        }
        passingOver = !finishing || answerWaits;
        later.forEach(deferred -> deferred.ifDropped().run());
        later.clear();
        answerWaits = false;
        end(how);
        return true;
    }

    void started() {
        answerWaits = finishing;
        whenFinished(
                () -> {
                    passingOver = false;
                    if (active != null && engineBegan) {
                        end(End.TURN_DETECTED); // the engine gave it up for another one
                    }
                    begun();
                });
    }

    void said(long utterance, String text) {
        whenFinished(
                () -> {
                    if (!passingOver) {
                        var message = messages.get(utterance);
                        if (message == null) {
                            message = remember(utterance, begun().message());
                        }
                        if (message.isOpen()) {
                            message.say(text);
                        }
                    }
                });
    }

    void called(ToolCall call, Runnable notTold) {
        Runnable tell =
                () -> {
                    if (passingOver) {
                        notTold.run();
                    } else {
                        begun().call(call);
                    }
                };
        if (finishing) {
            later.add(new Deferred(tell, notTold));
        } else {
            tell.run();
        }
    }

    void used(Usage usage) {
        whenFinished(
                () -> {
                    if (active != null) {
                        active.used(usage);
                    }
                });
    }

    void finished() {
        answerWaits = false;
        whenFinished(
                () -> {
                    finishing = !passingOver && active != null && engineBegan;
                    passingOver = false;
                });
        if (!telling.waitsForAudio()) {
            drained();
        }
    }

    /// Nothing more is queued for now.
    void drained() {
        endOurs(one -> true);
        if (finishing) {
            end(End.COMPLETED);
        }
    }

    void failed(String code) {
        later.clear();
        if (active != null) {
            end(End.failed(code));
        }
        wanted = null;
    }

    /// A sentence of the switchboard's own: a response by itself, beside any other.
    void switchboardSays(long utterance, String text) {
        if (!session.get().speaks()) {
            return;
        }
        var metadata = JsonNodeFactory.instance.objectNode().put("source", "switchboard");
        var response = response(session.get(), metadata);
        var message = remember(utterance, response.message());
        message.say(text);
        ours.put(utterance, new Ours(response, message));
        if (!telling.waitsForAudio()) {
            endOurs(one -> true);
        }
    }

    /// The message whose audio this is, null where it is not known, or not to be heard.
    @Nullable Message messageOf(long utterance) {
        // What was begun before and is not heard any more is over.
        endOurs(
                one ->
                        one.message().sentMs() > 0
                                && !one.message().equals(messages.get(utterance)));
        return messages.get(utterance);
    }

    /// An utterance whose words are not known yet, and that has sound already.
    Optional<Message> adopt(long utterance) {
        return active == null || finishing || passingOver || !active.speaks()
                ? Optional.empty()
                : Optional.of(remember(utterance, active.message()));
    }

    /// The utterance that became this item.
    Optional<Map.Entry<Long, Message>> byItem(String itemId) {
        return messages.entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(itemId))
                .findFirst();
    }

    /// Ends whatever is under way, because the session does.
    void close() {
        later.clear();
        endOurs(one -> true);
        if (active != null) {
            end(finishing ? End.COMPLETED : End.failed("session_closed"));
        }
    }

    private void begin() {
        var wish = wanted;
        wanted = null;
        engineBegan = false;
        active =
                response(
                        wish == null ? session.get() : wish.config(),
                        wish == null ? null : wish.metadata());
    }

    private Response response(SessionConfig config, @Nullable ObjectNode metadata) {
        return new Response(
                telling.out(), telling.items(), telling.conversationId(), config, metadata);
    }

    private Response begun() {
        if (active == null) {
            begin();
        }
        var response = active;
        if (response == null) {
            throw new IllegalStateException("a response was begun and is not there");
        }
        engineBegan = true;
        return response;
    }

    private Message remember(long utterance, Message message) {
        messages.put(utterance, message);
        if (messages.size() > REMEMBERED) {
            messages.remove(messages.keySet().iterator().next());
        }
        return message;
    }

    private void endOurs(Predicate<Ours> over) {
        if (!ours.isEmpty()) {
            var ending = ours.values().stream().filter(over).toList();
            ours.values().removeAll(ending);
            ending.forEach(one -> one.response().end(End.COMPLETED));
        }
    }

    private void end(End how) {
        var response = active;
        active = null;
        finishing = false;
        if (response != null) {
            response.end(how);
            whenDone.run();
        }
        while (!finishing && !later.isEmpty()) {
            later.poll().step().run();
        }
    }

    private void whenFinished(Runnable step) {
        if (finishing) {
            later.add(new Deferred(step, () -> {}));
        } else {
            step.run();
        }
    }
}
