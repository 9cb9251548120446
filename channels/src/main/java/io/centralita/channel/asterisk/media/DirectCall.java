package io.centralita.channel.asterisk.media;

import java.util.Map;

/// A caller whom the dial plan sent straight to us, without an ARI application.
///
/// @param callId unique
/// @param from the caller, as far as it was told; else empty
/// @param to what was dialled, likewise
/// @param parameters whatever else came along
/// @param line of their audio
public record DirectCall(
        String callId, String from, String to, Map<String, String> parameters, MediaLine line) {
    public DirectCall {
        parameters = Map.copyOf(parameters);
    }

    /// Who calls is personal: it does not print.
    @Override
    public String toString() {
        return callId;
    }
}
