package io.centralita.engine.openai;

import io.centralita.call.engine.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server says, as far as the [Ledger] cares. Audio takes a way of its own.
sealed interface ServerEvent {
    /// @param expiresAtS unix time, seconds; 0 where the server does not say
    record SessionCreated(String sessionId, long expiresAtS) implements ServerEvent {}

    record SessionUpdated() implements ServerEvent {}

    /// @param audioStartMs in all audio ever appended, padding included
    record SpeechStarted(String itemId, long audioStartMs) implements ServerEvent {}

    /// @param audioEndMs likewise; the silence that proved it included
    record SpeechStopped(String itemId, long audioEndMs) implements ServerEvent {}

    /// The buffer became a user item.
    record Committed(String itemId) implements ServerEvent {}

    /// The caller said nothing for `idle_timeout_ms`; the server answers by itself.
    record IdleTimeout(String itemId) implements ServerEvent {}

    record ItemAdded(WireItem item) implements ServerEvent {}

    /// Somebody put text of the caller's into the conversation.
    record Typed(String itemId, String text) implements ServerEvent {}

    /// The server itself plays a response to the caller (WebRTC).
    record Playing(String responseId, Playout playout) implements ServerEvent {}

    record ItemTruncated(String itemId, long audioEndMs) implements ServerEvent {}

    record ItemDeleted(String itemId) implements ServerEvent {}

    record Transcribed(String itemId, String text, @Nullable Usage usage) implements ServerEvent {}

    record TranscriptionFailed(String itemId, String code) implements ServerEvent {}

    /// @param tag of [ClientMessage.CreateResponse], empty where the server began by itself
    record ResponseCreated(String responseId, String tag) implements ServerEvent {}

    record OutputItemAdded(String responseId, WireItem item) implements ServerEvent {}

    record OutputItemDone(String responseId, WireItem item) implements ServerEvent {}

    /// @param silent words without sound
    record TranscriptDelta(String responseId, String itemId, String delta, boolean silent)
            implements ServerEvent {}

    record TranscriptDone(String responseId, String itemId, String text, boolean silent)
            implements ServerEvent {}

    record AudioDone(String responseId, String itemId) implements ServerEvent {}

    record ArgumentsDelta(String responseId, String itemId, String callId, String delta)
            implements ServerEvent {}

    /// @param name empty where the server does not repeat it
    record ArgumentsDone(
            String responseId, String itemId, String callId, String name, String arguments)
            implements ServerEvent {}

    /// @param reason of a cancellation or an incomplete response, or the error's code
    record ResponseDone(
            String responseId,
            Status status,
            String reason,
            List<WireItem> output,
            @Nullable Usage usage)
            implements ServerEvent {}

    record RateLimits() implements ServerEvent {}

    /// @param eventId of the client's event it is about, empty where it is about none
    record Refused(String code, String message, String eventId) implements ServerEvent {}

    /// An event that we do not need, or have never heard of.
    record Other(String type) implements ServerEvent {}

    /// How it stands with what the server plays.
    enum Playout {
        BEGINS,
        /// It was played to its end.
        OVER,
        /// It was stopped, because the caller speaks or because somebody asked for it.
        CLEARED
    }

    enum Status {
        COMPLETED,
        CANCELLED,
        INCOMPLETE,
        FAILED
    }
}
