package io.centralita.fake.model;

import io.centralita.fake.model.Occasion.Trigger;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One Realtime session as the server sees it, without wire, clock or threads. It keeps the truth
/// that the real server keeps, refuses what the real one refuses with the same codes, and notes
/// what the real one tolerates although it should not happen ([#violations]).
///
/// Client events come in through [#on]; a response that was begun goes on by one event for each
/// [#step], so that a test decides what happens in between. Turns of the caller are told by
/// [#callerStarts] and [#callerStops]. Belongs to one thread; the consumer must not call back.
public final class ModelConversation {
    private static final int GOING_AWAY = 1001;

    private final Session session;
    private final Responses responses;
    private final Turns turns;

    /// How a conversation is set up.
    ///
    /// @param label part of every id, empty or not
    /// @param expiresAtS unix time in seconds, told to the client only
    /// @param chunkMs audio in one delta, above 0
    /// @param keepAudio whether retrieved items hold the caller's audio
    public record Settings(
            String model, String label, long expiresAtS, int chunkMs, boolean keepAudio) {
        public static final Settings DEFAULT =
                new Settings(Models.RECOMMENDED, "", 1_790_000_000, 120, false);

        public Settings {
            if (chunkMs <= 0) {
                throw new IllegalArgumentException("chunkMs must be above 0, not " + chunkMs);
            }
        }

        public Settings withModel(String name) {
            return new Settings(name, label, expiresAtS, chunkMs, keepAudio);
        }
    }

    /// Input audio that became an item.
    public record Committed(String itemId, int audioMs) {}

    private ModelConversation(Settings settings, Brain brain, Consumer<ServerEvent> out) {
        session = new Session(settings, out);
        responses = new Responses(session, brain);
        turns = new Turns(session, responses);
    }

    /// Begins with `session.created`.
    public static ModelConversation open(
            Settings settings, Brain brain, Consumer<ServerEvent> out) {
        var conversation = new ModelConversation(settings, brain, out);
        conversation.session.emit(new ServerEvent.SessionCreated(conversation.session.config()));
        return conversation;
    }

    public static ModelConversation open(Brain brain, Consumer<ServerEvent> out) {
        return open(Settings.DEFAULT, brain, out);
    }

    /// Takes what the client sends. Ignored once the session is closed.
    public void on(ClientEvent event) {
        if (session.isClosed()) {
            return;
        }
        switch (event) {
            case ClientEvent.SessionUpdate update -> update(update);
            case ClientEvent.AudioAppend append -> turns.append(append);
            case ClientEvent.AudioCommit(var eventId) -> turns.commit(eventId);
            case ClientEvent.AudioClear _ -> turns.clear();
            case ClientEvent.ItemCreate create -> create(create);
            case ClientEvent.ItemRetrieve(var eventId, var itemId) -> retrieve(itemId, eventId);
            case ClientEvent.ItemTruncate truncate -> truncate(truncate);
            case ClientEvent.ItemDelete(var eventId, var itemId) -> delete(itemId, eventId);
            case ClientEvent.ResponseCreate(var eventId, var params) ->
                    responses.create(Trigger.CLIENT, params, eventId);
            case ClientEvent.ResponseCancel(var eventId, var responseId) ->
                    responses.cancel(responseId, eventId);
            case ClientEvent.OutputAudioClear(var eventId) ->
                    session.refuse(
                            ApiError.invalidRequest(
                                    "invalid_event",
                                    "type",
                                    "output_audio_buffer.clear needs WebRTC or SIP."),
                            eventId);
        }
    }

    /// Refuses something that never became an event.
    public void refuse(ApiError error, @Nullable String eventId) {
        if (!session.isClosed()) {
            session.refuse(error, eventId);
        }
    }

    /// One event of the response that has run longest; false when none runs.
    public boolean step() {
        return !session.isClosed() && responses.step();
    }

    /// One event of this response; false when it does not run.
    public boolean step(String responseId) {
        return !session.isClosed() && responses.step(responseId);
    }

    /// Lets everything finish that runs.
    public void runToEnd() {
        while (step()) {}
    }

    /// The caller begins to speak. False where nothing came of it: turn detection is off, or he
    /// spoke already.
    ///
    /// @param nowMs length of all audio so far
    public boolean callerStarts(long nowMs) {
        return !session.isClosed() && turns.callerStarts(nowMs);
    }

    /// The caller's turn is over.
    ///
    /// @param nowMs length of all audio so far
    public boolean callerStops(long nowMs) {
        return !session.isClosed() && turns.callerStops(nowMs);
    }

    /// Nobody has spoken for the idle timeout; false where there is none.
    ///
    /// @param startMs and `nowMs` in all audio
    public boolean idle(long startMs, long nowMs) {
        return !session.isClosed() && turns.idle(startMs, nowMs);
    }

    /// Completes the transcription of committed audio; false when it is not awaited.
    public boolean transcribe(String itemId, String transcript) {
        return !session.isClosed() && turns.transcribe(itemId, transcript);
    }

    public boolean failTranscription(String itemId) {
        return !session.isClosed() && turns.failTranscription(itemId);
    }

    /// The session has lasted for 60 minutes.
    public void expire() {
        if (!session.isClosed()) {
            session.refuse(
                    ApiError.invalidRequest(
                            "session_expired",
                            null,
                            "Your session hit the maximum duration of 60 minutes."),
                    null);
            session.close(GOING_AWAY, "session expired");
        }
    }

    public SessionConfig config() {
        return session.config();
    }

    public boolean isClosed() {
        return session.isClosed();
    }

    /// Of the response of the conversation, null when none runs.
    public @Nullable String activeResponse() {
        return responses.active();
    }

    /// Of all that run, those out of band included.
    public List<String> runningResponses() {
        return responses.running();
    }

    public boolean isCallerSpeaking() {
        return turns.isSpeaking();
    }

    /// The conversation in order.
    public List<Item> items() {
        return session.items().items();
    }

    /// Every item there ever was, in order of creation, deleted ones included.
    public List<ItemState> everyItem() {
        return session.items().everything();
    }

    /// Function calls of the conversation, in order of creation.
    public List<CallState> calls() {
        return session.books().calls();
    }

    /// Calls that are complete, still there, and have no output.
    public List<CallState> unansweredCalls() {
        return session.books().unanswered();
    }

    /// How often a call was answered.
    public int outputs(String callId) {
        return calls().stream()
                .filter(call -> call.callId().equals(callId))
                .mapToInt(CallState::outputs)
                .sum();
    }

    public List<String> responsesCreated() {
        return session.books().created();
    }

    public List<ModelResponse> responsesFinished() {
        return session.books().finished();
    }

    public List<ApiError> errors() {
        return session.books().errors();
    }

    public List<Violation> violations() {
        return session.books().violations();
    }

    public List<Committed> committed() {
        return session.books().committed();
    }

    /// Items whose transcription is awaited.
    public List<String> untranscribed() {
        return turns.untranscribed();
    }

    public long appendedBytes() {
        return turns.appendedBytes();
    }

    public long appendedMs() {
        return turns.appendedMs();
    }

    /// Audio that waits to be committed.
    public long bufferedMs() {
        return turns.bufferedMs();
    }

    private void update(ClientEvent.SessionUpdate event) {
        var problem =
                SessionRules.check(
                        event.session(),
                        session.config(),
                        session.hasSpoken(),
                        responses.isAnyRunning());
        if (problem != null) {
            session.refuse(problem, event.eventId());
            return;
        }
        session.update(event.session());
        session.emit(new ServerEvent.SessionUpdated(session.config()));
    }

    private void create(ClientEvent.ItemCreate event) {
        var problem = ItemRules.check(event.item(), event.previousItemId(), session);
        if (problem != null) {
            session.refuse(problem, event.eventId());
            return;
        }
        var item = Drafts.item(event.item(), session);
        var entry = new Entry(item);
        session.items().add(entry, event.previousItemId());
        switch (item) {
            case Item.FunctionCall call ->
                    session.books().called(call.callId(), call.name(), entry, null);
            case Item.FunctionCallOutput output -> session.books().answered(output.callId());
            case Item.Message _ -> {}
        }
        var previous = session.items().before(item.id());
        session.emit(new ServerEvent.ItemAdded(item, previous));
        session.emit(new ServerEvent.ItemDone(item, previous));
    }

    private void retrieve(String itemId, @Nullable String eventId) {
        var entry = session.items().find(itemId);
        if (entry == null) {
            session.refuse(missing("retriev", itemId), eventId);
        } else {
            session.emit(new ServerEvent.ItemRetrieved(entry.item()));
        }
    }

    private void delete(String itemId, @Nullable String eventId) {
        var entry = session.items().find(itemId);
        if (entry == null) {
            session.refuse(missing("delet", itemId), eventId);
        } else {
            session.items().delete(entry);
            session.emit(new ServerEvent.ItemDeleted(itemId));
        }
    }

    private void truncate(ClientEvent.ItemTruncate event) {
        var entry = session.items().find(event.itemId());
        noteCarelessCut(entry, event);
        if (entry == null) {
            session.refuse(missing("truncat", event.itemId()), event.eventId());
            return;
        }
        var problem = TruncationRules.check(entry, event);
        if (problem != null) {
            session.refuse(problem, event.eventId());
            return;
        }
        entry.truncate(event.audioEndMs());
        session.emit(new ServerEvent.ItemTruncated(event.itemId(), event.audioEndMs()));
    }

    private void noteCarelessCut(@Nullable Entry entry, ClientEvent.ItemTruncate event) {
        var cut = event.itemId() + " at " + event.audioEndMs();
        if (event.audioEndMs() <= 0) {
            session.books().violated(Violation.Kind.TRUNCATED_TO_NOTHING, cut);
        }
        if (entry != null && entry.isTruncated() && entry.audioMs() < event.audioEndMs()) {
            session.books().violated(Violation.Kind.TRUNCATED_BEYOND_EARLIER_CUT, cut);
        }
    }

    /// @param verb without its last letters, which the code has another way than the message
    private static ApiError missing(String verb, String itemId) {
        return ApiError.invalidRequest(
                "item_" + verb + "e_invalid_item_id",
                "item_id",
                "Error " + verb + "ing item: the item with id '" + itemId + "' does not exist.");
    }
}
