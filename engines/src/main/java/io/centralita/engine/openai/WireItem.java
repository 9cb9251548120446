package io.centralita.engine.openai;

import org.jspecify.annotations.Nullable;

/// An item of the conversation as the server tells of it.
///
/// @param status `in_progress`, `completed` or `incomplete`; empty where a server does not say
record WireItem(
        String id,
        Type type,
        String status,
        @Nullable String callId,
        String name,
        String arguments) {
    enum Type {
        USER,
        ASSISTANT,
        SYSTEM,
        FUNCTION_CALL,
        FUNCTION_CALL_OUTPUT,
        OTHER
    }

    boolean incomplete() {
        return "incomplete".equals(status) || "in_progress".equals(status);
    }
}
