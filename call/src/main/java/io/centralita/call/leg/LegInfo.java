package io.centralita.call.leg;

import java.util.Map;

/// What the channel knows about a call when it arrives.
///
/// @param channel the channel's name, `twilio` for example
/// @param callId the provider's id of the call, unique within the channel; becomes the call's id
/// @param from the caller as the provider names it: E.164, a SIP address, `anonymous`, or empty
/// @param to what was dialled, likewise
/// @param parameters what the provider passed along with the call
public record LegInfo(
        String channel, String callId, String from, String to, Map<String, String> parameters) {
    public LegInfo {
        if (callId.isBlank()) {
            throw new IllegalArgumentException("callId must not be blank");
        }
        parameters = Map.copyOf(parameters);
    }

    /// A call is named in logs by its id alone: numbers are personal.
    @Override
    public String toString() {
        return channel + ":" + callId;
    }
}
