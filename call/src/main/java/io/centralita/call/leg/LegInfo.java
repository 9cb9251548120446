package io.centralita.call.leg;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the channel knows about a call when it arrives.
///
/// @param channel the channel's name, `twilio` for example
/// @param callId the provider's id of the call, unique within the channel; becomes the call's id
/// @param from the caller as the provider names it: E.164, a SIP address, `anonymous`, or empty
/// @param to what was dialled, likewise
/// @param parameters what the provider passed along with the call
/// @param visit how they came who did not dial; null where they dialled
public record LegInfo(
        String channel,
        String callId,
        String from,
        String to,
        Map<String, String> parameters,
        @Nullable Visit visit) {
    /// A caller in a web page, which says whose it is.
    ///
    /// @param tenant id of the tenant that is called
    /// @param language that the page is in; empty where it is the tenant's to say
    public record Visit(String tenant, Optional<Locale> language) {}

    /// Of a caller who dialled.
    public LegInfo(
            String channel, String callId, String from, String to, Map<String, String> parameters) {
        this(channel, callId, from, to, parameters, null);
    }

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
