package io.centralita.channel.asterisk;

import io.centralita.call.leg.LegInfo;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.AriFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known of a caller: from the channel, from the arguments of `Stasis()`, from variables of
/// the dial plan. `name=value` is a parameter; the first argument of another form is what was
/// dialled, else `to=` is, else the extension; `from=` goes before the caller's number.
final class CallerFacts {
    static final int MOST = 20;

    /// Name and value together.
    static final int LONGEST = 499;

    private static final Logger log = LoggerFactory.getLogger(CallerFacts.class);

    private static final String TO = "to";
    private static final String FROM = "from";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private final Surroundings around;

    CallerFacts(Surroundings around) {
        this.around = around;
    }

    LegInfo of(Stay stay) throws InterruptedException {
        var channel = stay.caller();
        var named = named(stay.arguments());
        var parameters = new LinkedHashMap<String, String>();
        keep(parameters, "sip_call_id", channel.protocolId());
        keep(parameters, "caller_name", channel.callerName());
        named.forEach(
                (name, value) -> {
                    if (!name.equals(TO) && !name.equals(FROM)) {
                        keep(parameters, name, value);
                    }
                });
        channel.variables().forEach((name, value) -> keep(parameters, asName(name), value));
        for (var variable : around.settings().dialPlan().variables()) {
            keep(parameters, asName(variable), value(channel.id(), variable));
        }
        return new LegInfo(
                AsteriskChannel.NAME,
                stay.callId(),
                named.getOrDefault(FROM, channel.callerNumber()),
                dialled(channel, stay.arguments(), named),
                parameters);
    }

    /// The phone's codecs by Asterisk's names, as `CHANNEL(audionativeformat)` has them:
    /// `(alaw|ulaw)`. Empty where they cannot be had.
    List<String> codecs(String channel) throws InterruptedException {
        var told = value(channel, "CHANNEL(audionativeformat)").strip();
        var inner =
                told.startsWith("(") && told.endsWith(")")
                        ? told.substring(1, told.length() - 1)
                        : told;
        var codecs = new ArrayList<String>();
        for (var codec : inner.split("[|,]", -1)) {
            if (!codec.isBlank() && !codec.equals("nothing")) {
                codecs.add(codec.strip());
            }
        }
        return codecs;
    }

    private static Map<String, String> named(List<String> arguments) {
        var named = new LinkedHashMap<String, String>();
        for (var argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                named.putIfAbsent(
                        argument.substring(0, equals).strip(), argument.substring(equals + 1));
            }
        }
        return named;
    }

    private static String dialled(
            AriChannel channel, List<String> arguments, Map<String, String> named) {
        return arguments.stream()
                .filter(argument -> !argument.isBlank() && argument.indexOf('=') <= 0)
                .findFirst()
                .or(() -> Optional.ofNullable(named.get(TO)))
                .orElse(channel.extension());
    }

    /// `PJSIP_HEADER(read,X-Customer)` becomes `PJSIP_HEADER_read_X-Customer`.
    private static String asName(String variable) {
        var name = variable.replaceAll("[^A-Za-z0-9_.-]+", "_").replaceAll("^_+|_+$", "");
        return name.isEmpty() ? variable : name;
    }

    private void keep(Map<String, String> parameters, String name, String value) {
        if (value.isBlank()) {
            return;
        }
        boolean fits =
                NAME.matcher(name).matches()
                        && name.length() + value.length() <= LONGEST
                        && parameters.size() < MOST;
        if (fits) {
            parameters.putIfAbsent(name, value);
        } else {
            around.metrics().oddity(AsteriskChannel.NAME, "parameter");
        }
    }

    /// Empty where there is none.
    private String value(String channel, String variable) throws InterruptedException {
        try {
            return around.ari().variable(channel, variable);
        } catch (AriFailure failure) {
            log.atDebug()
                    .addKeyValue("call", channel)
                    .addKeyValue("variable", variable)
                    .addKeyValue("why", failure.reason())
                    .log("variable was not told");
            return "";
        }
    }
}
