package io.centralita.fake.asterisk.pbx;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Channel variables and the few functions of the dial plan that a call's data comes from.
final class Variables {
    private static final Pattern FUNCTION = Pattern.compile("([A-Z_]+)\\(([^)]*)\\)");
    private static final Pattern USE = Pattern.compile("\\$\\{([^{}]+)}");

    private Variables() {}

    static Optional<String> value(Channel channel, String expression) {
        var function = FUNCTION.matcher(expression);
        if (function.matches()) {
            return function(channel, function.group(1), function.group(2));
        }
        return switch (expression) {
            case "EXTEN" -> Optional.of(channel.place.exten());
            case "CONTEXT" -> Optional.of(channel.place.context());
            case "UNIQUEID" -> Optional.of(channel.id);
            default ->
                    channel.variables.entrySet().stream()
                            .filter(variable -> plain(variable.getKey()).equals(expression))
                            .map(Map.Entry::getValue)
                            .findFirst();
        };
    }

    /// Underscores say who inherits it and are no part of its name.
    private static String plain(String name) {
        return name.startsWith("__")
                ? name.substring(2)
                : name.startsWith("_") ? name.substring(1) : name;
    }

    private static Optional<String> function(Channel channel, String name, String argument) {
        return switch (name) {
            case "CALLERID" ->
                    switch (argument) {
                        case "num" -> Optional.of(channel.caller.number());
                        case "name" -> Optional.of(channel.caller.name());
                        case "all" -> Optional.of(channel.caller.all());
                        default -> Optional.empty();
                    };
            case "CHANNEL" ->
                    switch (argument) {
                        case "pjsip,call-id" ->
                                channel.isSip()
                                        ? Optional.of(channel.protocolId)
                                        : Optional.empty();
                        case "audionativeformat" ->
                                Optional.of("(" + channel.format().label() + ")");
                        case "audioreadformat", "audiowriteformat" ->
                                Optional.of(channel.format().label());
                        case "name" -> Optional.of(channel.name);
                        case "uniqueid" -> Optional.of(channel.id);
                        default -> Optional.empty();
                    };
            case "PJSIP_HEADER" ->
                    argument.startsWith("read,")
                            ? Optional.ofNullable(
                                    channel.headers.get(argument.substring("read,".length())))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// What `Set()` and ARI do. One underscore is for the next channel, two for all after it.
    static void set(Pbx pbx, Channel channel, String name, String value) {
        if (name.equals("TALK_DETECT(set)")) {
            channel.talk = TalkDetector.of(pbx, channel, value);
            pbx.bridging.refresh(channel);
        } else if (name.equals("TALK_DETECT(remove)")) {
            channel.talk = null;
        } else if (name.startsWith("CALLERID(")) {
            identify(channel, name, value);
        } else if (!name.endsWith(")")) {
            channel.variables.keySet().removeIf(other -> plain(other).equals(plain(name)));
            channel.variables.put(name, value);
            pbx.events.variable(channel, name, value);
        }
    }

    private static void identify(Channel channel, String function, String value) {
        channel.caller =
                switch (function) {
                    case "CALLERID(num)" -> new CallerId(channel.caller.name(), value);
                    case "CALLERID(name)" -> new CallerId(value, channel.caller.number());
                    case "CALLERID(all)" -> CallerId.parse(value);
                    default -> channel.caller;
                };
    }

    /// What ARI does without a value. The end of a variable that had one is told.
    static void remove(Pbx pbx, Channel channel, String name) {
        var before = value(channel, plain(name)).orElse("");
        channel.variables.keySet().removeIf(other -> plain(other).equals(plain(name)));
        if (!before.isEmpty()) {
            pbx.events.variable(channel, name, "");
        }
    }

    /// Puts in what stands for something.
    static String substitute(Channel channel, String text) {
        return USE.matcher(text)
                .replaceAll(
                        use -> Matcher.quoteReplacement(value(channel, use.group(1)).orElse("")));
    }

    /// What a channel that this one dials inherits: `_NAME` as `NAME`, `__NAME` as it is.
    static void inherit(Channel from, Channel to) {
        from.variables.forEach(
                (name, value) -> {
                    if (name.startsWith("__")) {
                        to.variables.put(name, value);
                    } else if (name.startsWith("_")) {
                        to.variables.put(name.substring(1), value);
                    }
                });
    }
}
