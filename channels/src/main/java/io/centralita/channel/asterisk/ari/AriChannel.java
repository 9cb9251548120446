package io.centralita.channel.asterisk.ari;

import java.util.Map;

/// One of Asterisk's channels, as it stood when it was told of.
///
/// @param id unique in one Asterisk
/// @param name `PJSIP/6001-0000000c` for example
/// @param state `Down`, `Ring`, `Ringing`, `Up` …, as Asterisk writes it
/// @param protocolId the SIP Call-ID of a SIP channel; else empty
/// @param callerName empty where unknown
/// @param callerNumber empty where unknown
/// @param context of the dial plan
/// @param extension that was dialled
/// @param language of the channel, `en` for example
/// @param variables the `channelvars` that came with it
public record AriChannel(
        String id,
        String name,
        String state,
        String protocolId,
        String callerName,
        String callerNumber,
        String context,
        String extension,
        String language,
        Map<String, String> variables) {
    public AriChannel {
        variables = Map.copyOf(variables);
    }

    public boolean isUp() {
        return state.equals("Up");
    }

    /// Who calls is personal: it does not print.
    @Override
    public String toString() {
        return id + "[" + state + "]";
    }
}
