package io.centralita.channel.asterisk.websocket;

import io.centralita.channel.ChannelMetrics;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a dial plan passed along with a call: the variables that the media channel inherited, by
/// `Set(_NAME=…)`. Bounded, and without those that chan_websocket and Dial() set for themselves.
///
/// URI parameters (`v()`) are not looked at: they stay with the `websocket_client`, and a later
/// call that gives none shows those of an earlier one.
///
/// @param from `CENTRALITA_FROM`, empty where it was not given
/// @param to `CENTRALITA_TO`, likewise
/// @param parameters all others, by their names
/// @param answered whether the caller is answered without a word of ours
record PassedVariables(String from, String to, Map<String, String> parameters, boolean answered) {
    static final int MOST = 20;
    static final int LONGEST = 499;

    private static final String FROM = "CENTRALITA_FROM";
    private static final String TO = "CENTRALITA_TO";
    private static final String DIALLED = "DIALEDPEERNUMBER";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern ASTERISKS_OWN =
            Pattern.compile("MEDIA_WEBSOCKET_.*|DIALEDPEER.*|DIALSTATUS|BRIDGEP.*|RTPAUDIO.*");

    /// Options without what is in their brackets.
    private static final Pattern IN_BRACKETS =
            Pattern.compile("\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)");

    PassedVariables {
        parameters = Map.copyOf(parameters);
    }

    static PassedVariables of(Map<String, String> variables, ChannelMetrics metrics) {
        var kept = new TreeMap<String, String>();
        String from = "";
        String to = "";
        for (var one : new TreeMap<>(variables).entrySet()) {
            // Set with two underscores, a variable is shown with them.
            var name = one.getKey().replaceFirst("^_+", "");
            var value = one.getValue();
            if (name.equals(FROM) && value.length() <= LONGEST) {
                from = value;
            } else if (name.equals(TO) && value.length() <= LONGEST) {
                to = value;
            } else if (!ASTERISKS_OWN.matcher(name).matches()) {
                boolean fits =
                        NAME.matcher(name).matches()
                                && name.length() + value.length() <= LONGEST
                                && kept.size() < MOST;
                if (fits) {
                    kept.putIfAbsent(name, value);
                } else {
                    metrics.oddity(MediaWebSockets.CHANNEL, "variable");
                }
            }
        }
        return new PassedVariables(from, to, kept, isAnswered(variables.get(DIALLED)));
    }

    /// By the dial string, `gateway/c(ulaw)n` for example: with `n` it is ours to answer. Where it
    /// is not told, it may be.
    private static boolean isAnswered(@Nullable String dialled) {
        if (dialled == null) {
            return false;
        }
        int slash = dialled.indexOf('/');
        var options = slash < 0 ? "" : dialled.substring(slash + 1);
        return !IN_BRACKETS.matcher(options).replaceAll("").contains("n");
    }

    /// Who calls is personal: it does not print.
    @Override
    public String toString() {
        return "PassedVariables[" + parameters.size() + "]";
    }
}
