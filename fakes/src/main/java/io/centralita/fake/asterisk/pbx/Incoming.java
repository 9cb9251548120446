package io.centralita.fake.asterisk.pbx;

import java.util.Map;

/// A call that arrives.
///
/// @param endpoint of `pjsip.conf`; of no meaning for a Local caller
/// @param sip otherwise the other half of a Local channel: no SIP call id, nothing sent in silence
/// @param callId SIP's
/// @param headers of the INVITE
/// @param variables of the channel, before the dial plan
public record Incoming(
        String endpoint,
        boolean sip,
        CallerId caller,
        String context,
        String exten,
        String callId,
        Map<String, String> headers,
        Map<String, String> variables) {
    public Incoming {
        headers = Map.copyOf(headers);
        variables = Map.copyOf(variables);
    }
}
