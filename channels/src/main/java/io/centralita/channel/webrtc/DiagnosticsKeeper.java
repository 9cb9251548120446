package io.centralita.channel.webrtc;

import com.fasterxml.jackson.databind.JsonNode;

/// Keeps what a page has told of its connection with the report of its call. Called on any thread,
/// once the call is over; must not block.
@FunctionalInterface
public interface DiagnosticsKeeper {
    DiagnosticsKeeper NONE = (_, _) -> {};

    /// @param callId as in the report
    /// @param diagnostics without addresses
    void keep(String callId, JsonNode diagnostics);
}
