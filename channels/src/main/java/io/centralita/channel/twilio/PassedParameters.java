package io.centralita.channel.twilio;

import io.centralita.channel.ChannelMetrics;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What somebody passed along with a call: custom parameters of a stream, query parameters of a
/// number's voice URL. Bounded, and never what is ours.
final class PassedParameters {
    static final int MOST = 20;

    /// Name and value together, as with Twilio's own `<Parameter>`.
    static final int LONGEST = 499;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private PassedParameters() {}

    /// Those that may go on; the others are counted.
    static Map<String, String> of(Iterable<Map.Entry<String, String>> all, ChannelMetrics metrics) {
        var kept = new TreeMap<String, String>();
        for (var one : all) {
            String name = one.getKey();
            if (name.equals(TwilioChannel.TOKEN_PARAMETER)) {
                continue; // ours, and nobody else's to set or to see
            }
            boolean fits =
                    NAME.matcher(name).matches()
                            && name.length() + one.getValue().length() <= LONGEST
                            && kept.size() < MOST;
            if (fits) {
                kept.putIfAbsent(name, one.getValue());
            } else {
                metrics.oddity(TwilioChannel.NAME, "parameter");
            }
        }
        return Map.copyOf(kept);
    }
}
