package io.centralita.fake.model;

import io.centralita.media.AudioFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server of a speech session over WebSocket sends. Event ids belong to the wire and are
/// put there; the content index is always 0, since an item has one content part.
public sealed interface ServerEvent {
    /// What tells how one response goes on.
    sealed interface OfResponse extends ServerEvent {
        String responseId();
    }

    record ErrorSent(ApiError error) implements ServerEvent {}

    record SessionCreated(SessionConfig session) implements ServerEvent {}

    record SessionUpdated(SessionConfig session) implements ServerEvent {}

    /// @param previousItemId null at the front
    record ItemAdded(Item item, @Nullable String previousItemId) implements ServerEvent {}

    record ItemDone(Item item, @Nullable String previousItemId) implements ServerEvent {}

    record ItemRetrieved(Item item) implements ServerEvent {}

    record ItemTruncated(String itemId, int audioEndMs) implements ServerEvent {}

    record ItemDeleted(String itemId) implements ServerEvent {}

    record TranscriptionDelta(String itemId, String delta) implements ServerEvent {}

    record TranscriptionCompleted(String itemId, String transcript, int audioMs)
            implements ServerEvent {}

    record TranscriptionFailed(String itemId, ApiError error) implements ServerEvent {}

    record AudioCommitted(String itemId, @Nullable String previousItemId) implements ServerEvent {}

    record AudioCleared() implements ServerEvent {}

    /// @param audioStartMs in all audio ever appended, prefix padding included
    record SpeechStarted(String itemId, long audioStartMs) implements ServerEvent {}

    record SpeechStopped(String itemId, long audioEndMs) implements ServerEvent {}

    record TimeoutTriggered(String itemId, long audioStartMs, long audioEndMs)
            implements ServerEvent {}

    record ResponseCreated(ModelResponse response) implements OfResponse {
        @Override
        public String responseId() {
            return response.id();
        }
    }

    record ResponseDone(ModelResponse response) implements OfResponse {
        @Override
        public String responseId() {
            return response.id();
        }
    }

    record OutputItemAdded(String responseId, int outputIndex, Item item) implements OfResponse {}

    record OutputItemDone(String responseId, int outputIndex, Item item) implements OfResponse {}

    /// @param kind of the part, `audio` or `text`
    record ContentPartAdded(String responseId, String itemId, int outputIndex, Modality kind)
            implements OfResponse {}

    /// @param text or transcript
    record ContentPartDone(
            String responseId, String itemId, int outputIndex, Modality kind, String text)
            implements OfResponse {}

    record TextDelta(String responseId, String itemId, int outputIndex, String delta)
            implements OfResponse {}

    record TextDone(String responseId, String itemId, int outputIndex, String text)
            implements OfResponse {}

    /// Audio is told by what it is and rendered only for a wire.
    ///
    /// @param utterance number of the spoken item in its session; each sounds different
    /// @param fromMs in the item
    record AudioDelta(
            String responseId,
            String itemId,
            int outputIndex,
            AudioFormat format,
            int utterance,
            int fromMs,
            int lengthMs)
            implements OfResponse {}

    record AudioDone(String responseId, String itemId, int outputIndex) implements OfResponse {}

    record TranscriptDelta(String responseId, String itemId, int outputIndex, String delta)
            implements OfResponse {}

    record TranscriptDone(String responseId, String itemId, int outputIndex, String transcript)
            implements OfResponse {}

    record ArgumentsDelta(
            String responseId, String itemId, int outputIndex, String callId, String delta)
            implements OfResponse {}

    record ArgumentsDone(
            String responseId,
            String itemId,
            int outputIndex,
            String callId,
            String name,
            String arguments)
            implements OfResponse {}

    record RateLimitsUpdated(List<RateLimit> limits) implements ServerEvent {}

    /// The server closes the connection; a close frame on the wire, no message.
    ///
    /// @param code of RFC 6455 §7.4
    record Closed(int code, String reason) implements ServerEvent {}

    /// @param name `requests` or `tokens`
    record RateLimit(String name, int limit, int remaining, double resetSeconds) {}
}
