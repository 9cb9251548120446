package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// People with where they are reached: `soporte=+34910000001, ventas=600@internal, jefe=PJSIP/200
/// (attended)`.
record Destinations() implements Kind<List<Destination>> {
    /// Behind somebody who is told first who calls and why.
    private static final String ATTENDED = "(attended)";

    @Override
    public List<Destination> parse(String text) throws WrongValue {
        var byName = new LinkedHashMap<String, Destination>();
        for (var part : text.split(",", -1)) {
            var one = one(part);
            if (byName.put(one.name().toLowerCase(Locale.ROOT), one) != null) {
                throw new WrongValue("");
            }
        }
        return List.copyOf(byName.values());
    }

    private static Destination one(String text) throws WrongValue {
        int equals = text.indexOf('=');
        var place = text.substring(equals + 1).strip();
        boolean attended = place.endsWith(ATTENDED);
        var target =
                Target.parse(
                        attended ? place.substring(0, place.length() - ATTENDED.length()) : place);
        try {
            return new Destination(
                    text.substring(0, Math.max(0, equals)).strip(),
                    target.orElseThrow(() -> new WrongValue("")),
                    attended);
        } catch (IllegalArgumentException e) {
            throw new WrongValue("");
        }
    }

    @Override
    public String describe(Messages messages) {
        return messages.text("kind.destinations");
    }
}
