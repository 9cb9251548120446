package io.centralita.fake.model.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.model.ApiError;
import io.centralita.fake.model.ServerEvent;
import org.jspecify.annotations.Nullable;

/// Writes the events of one connection as text frames, and numbers them. Belongs to one thread.
public final class ServerEventWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Which names are written.
    public enum Dialect {
        GA,
        /// As before 2026-05-12, and as some compatible servers still do.
        BETA
    }

    private final Dialect dialect;
    private final String label;
    private final Voice voice;
    private int lastEvent;

    /// @param label part of every event id
    public ServerEventWriter(Dialect dialect, String label) {
        this(dialect, label, Voice.TONES);
    }

    public ServerEventWriter(Dialect dialect, String label, Voice voice) {
        this.dialect = dialect;
        this.label = label;
        this.voice = voice;
    }

    /// Null for what has no text frame: the end of the connection, and in the beta the end of an
    /// item, which it does not tell.
    public @Nullable String write(ServerEvent event) {
        if (event instanceof ServerEvent.AudioDelta delta) {
            return audio(delta);
        }
        if (event instanceof ServerEvent.Closed
                || (dialect == Dialect.BETA && event instanceof ServerEvent.ItemDone)) {
            return null;
        }
        var node = JsonNodeFactory.instance.objectNode();
        node.put("type", "").put("event_id", nextId());
        fill(node, event);
        if (dialect == Dialect.BETA) {
            BetaNames.rename(node);
        }
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String nextId() {
        return "event_" + label + ++lastEvent;
    }

    /// The one that is written by the thousand; nothing in it needs escaping.
    private String audio(ServerEvent.AudioDelta delta) {
        var audio =
                voice.base64(delta.format(), delta.utterance(), delta.fromMs(), delta.lengthMs());
        return "{\"type\":\""
                + (dialect == Dialect.BETA ? "response.audio.delta" : "response.output_audio.delta")
                + "\",\"event_id\":\""
                + nextId()
                + "\",\"response_id\":\""
                + delta.responseId()
                + "\",\"item_id\":\""
                + delta.itemId()
                + "\",\"output_index\":"
                + delta.outputIndex()
                + ",\"content_index\":0,\"delta\":\""
                + audio
                + "\"}";
    }

    private static void fill(ObjectNode node, ServerEvent event) {
        switch (event) {
            case ServerEvent.ErrorSent(var error) -> {
                type(node, "error");
                node.set("error", error(error).put("event_id", error.eventId()));
            }
            case ServerEvent.SessionCreated(var session) ->
                    type(node, "session.created").set("session", SessionWriter.session(session));
            case ServerEvent.SessionUpdated(var session) ->
                    type(node, "session.updated").set("session", SessionWriter.session(session));
            case ServerEvent.ItemAdded(var item, var previous) ->
                    type(node, "conversation.item.added")
                            .put("previous_item_id", previous)
                            .set("item", ItemWriter.item(item));
            case ServerEvent.ItemDone(var item, var previous) ->
                    type(node, "conversation.item.done")
                            .put("previous_item_id", previous)
                            .set("item", ItemWriter.item(item));
            case ServerEvent.ItemRetrieved(var item) ->
                    type(node, "conversation.item.retrieved").set("item", ItemWriter.item(item));
            case ServerEvent.ItemTruncated(var itemId, var audioEndMs) ->
                    type(node, "conversation.item.truncated")
                            .put("item_id", itemId)
                            .put("content_index", 0)
                            .put("audio_end_ms", audioEndMs);
            case ServerEvent.ItemDeleted(var itemId) ->
                    type(node, "conversation.item.deleted").put("item_id", itemId);
            case ServerEvent.TranscriptionDelta(var itemId, var delta) ->
                    transcription(node, "delta", itemId).put("delta", delta);
            case ServerEvent.TranscriptionCompleted(var itemId, var transcript, var audioMs) ->
                    transcription(node, "completed", itemId)
                            .put("transcript", transcript)
                            .putObject("usage")
                            .put("type", "duration")
                            .put("seconds", Math.ceilDiv(audioMs, 1_000));
            case ServerEvent.TranscriptionFailed(var itemId, var error) ->
                    transcription(node, "failed", itemId).set("error", error(error));
            case ServerEvent.AudioCommitted(var itemId, var previous) ->
                    type(node, "input_audio_buffer.committed")
                            .put("item_id", itemId)
                            .put("previous_item_id", previous);
            case ServerEvent.AudioCleared() -> type(node, "input_audio_buffer.cleared");
            case ServerEvent.SpeechStarted(var itemId, var startMs) ->
                    type(node, "input_audio_buffer.speech_started")
                            .put("item_id", itemId)
                            .put("audio_start_ms", startMs);
            case ServerEvent.SpeechStopped(var itemId, var endMs) ->
                    type(node, "input_audio_buffer.speech_stopped")
                            .put("item_id", itemId)
                            .put("audio_end_ms", endMs);
            case ServerEvent.TimeoutTriggered(var itemId, var startMs, var endMs) ->
                    type(node, "input_audio_buffer.timeout_triggered")
                            .put("item_id", itemId)
                            .put("audio_start_ms", startMs)
                            .put("audio_end_ms", endMs);
            case ServerEvent.RateLimitsUpdated limits -> limits(node, limits);
            case ServerEvent.OfResponse ofResponse -> ResponseEventWriter.fill(node, ofResponse);
            case ServerEvent.Closed _ -> throw new IllegalArgumentException("has no frame");
        }
    }

    static ObjectNode type(ObjectNode node, String type) {
        return node.put("type", type);
    }

    private static ObjectNode transcription(ObjectNode node, String what, String itemId) {
        return type(node, "conversation.item.input_audio_transcription." + what)
                .put("item_id", itemId)
                .put("content_index", 0);
    }

    private static void limits(ObjectNode node, ServerEvent.RateLimitsUpdated updated) {
        var limits = type(node, "rate_limits.updated").putArray("rate_limits");
        for (var limit : updated.limits()) {
            limits.addObject()
                    .put("name", limit.name())
                    .put("limit", limit.limit())
                    .put("remaining", limit.remaining())
                    .put("reset_seconds", limit.resetSeconds());
        }
    }

    private static ObjectNode error(ApiError error) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", error.type())
                .put("code", error.code())
                .put("message", error.message())
                .put("param", error.param());
    }
}
