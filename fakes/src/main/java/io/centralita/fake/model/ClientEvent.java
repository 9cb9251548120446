package io.centralita.fake.model;

import org.jspecify.annotations.Nullable;

/// What a client can send, all eleven of the GA interface. The event id, where there is one, comes
/// back in the error that the event causes.
public sealed interface ClientEvent {
    @Nullable String eventId();

    record SessionUpdate(@Nullable String eventId, SessionPatch session) implements ClientEvent {}

    /// @param audio 15 MiB at most; the conversation keeps the array only if it is told to keep
    ///   audio
    record AudioAppend(@Nullable String eventId, byte[] audio) implements ClientEvent {}

    record AudioCommit(@Nullable String eventId) implements ClientEvent {}

    record AudioClear(@Nullable String eventId) implements ClientEvent {}

    /// @param previousItemId `root` for the front, null for the end
    record ItemCreate(@Nullable String eventId, NewItem item, @Nullable String previousItemId)
            implements ClientEvent {}

    record ItemRetrieve(@Nullable String eventId, String itemId) implements ClientEvent {}

    record ItemTruncate(@Nullable String eventId, String itemId, int contentIndex, int audioEndMs)
            implements ClientEvent {}

    record ItemDelete(@Nullable String eventId, String itemId) implements ClientEvent {}

    record ResponseCreate(@Nullable String eventId, ResponseParams response)
            implements ClientEvent {}

    /// @param responseId null for the one of the conversation
    record ResponseCancel(@Nullable String eventId, @Nullable String responseId)
            implements ClientEvent {}

    /// Only where the server plays the audio (WebRTC, SIP), so it is refused here.
    record OutputAudioClear(@Nullable String eventId) implements ClientEvent {}
}
