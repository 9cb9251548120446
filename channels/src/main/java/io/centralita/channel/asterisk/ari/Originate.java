package io.centralita.channel.asterisk.ari;

import java.time.Duration;
import java.util.Map;

/// A call of ours to somebody, who enters the application once they have answered.
///
/// @param channelId ours to choose
/// @param endpoint `PJSIP/200`, `Local/200@internal` …
/// @param arguments of the StasisStart
/// @param callerId as the called one sees it, `"Ana" <6001>`; empty for none
/// @param timeout for which it rings
/// @param originator the channel on whose behalf; empty for none
/// @param variables set on the new channel; also inherited ones, by their `_` or `__`
public record Originate(
        String channelId,
        String endpoint,
        String arguments,
        String callerId,
        Duration timeout,
        String originator,
        Map<String, String> variables) {
    public Originate {
        variables = Map.copyOf(variables);
    }

    /// Who is called is personal: it does not print.
    @Override
    public String toString() {
        return "Originate[" + channelId + "]";
    }
}
