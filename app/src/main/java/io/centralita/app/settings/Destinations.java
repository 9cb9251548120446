package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// People by name, with where they are reached: `soporte=+34910000001, ventas=600@internal
/// attended`.
record Destinations() implements Kind<List<Destination>> {
    /// Behind somebody who is told first who calls and why.
    private static final Pattern ATTENDED = Pattern.compile("(.*\\S)\\s+attended");

    @Override
    public List<Destination> parse(String text) throws WrongValue {
        var byName = new LinkedHashMap<String, Destination>();
        for (var part : text.split(",", -1)) {
            var one = one(part.strip());
            if (byName.put(one.name().toLowerCase(Locale.ROOT), one) != null) {
                throw new WrongValue("");
            }
        }
        return List.copyOf(byName.values());
    }

    private static Destination one(String text) throws WrongValue {
        var match = ATTENDED.matcher(text);
        boolean attended = match.matches();
        var plain = attended ? match.group(1) : text;
        int equals = plain.indexOf('=');
        var name = plain.substring(0, Math.max(0, equals)).strip();
        var target = Target.parse(plain.substring(equals + 1));
        if (!Destination.isName(name) || target.isEmpty()) {
            throw new WrongValue("");
        }
        return new Destination(name, target.get(), attended);
    }

    @Override
    public String describe(Messages messages) {
        return messages.text("kind.destinations");
    }
}
