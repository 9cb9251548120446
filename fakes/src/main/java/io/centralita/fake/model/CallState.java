package io.centralita.fake.model;

import org.jspecify.annotations.Nullable;

/// A function call of the conversation.
///
/// @param responseId null where the client put the call there
/// @param status of its item: what is `INCOMPLETE` needs no answer
/// @param responseRunning whether the response that made it still runs
/// @param outputs how often it was answered
public record CallState(
        String callId,
        String name,
        String itemId,
        @Nullable String responseId,
        ItemStatus status,
        boolean responseRunning,
        int outputs) {}
