package io.centralita.fake.model.wire;

import java.util.Locale;

/// Spells enums as the wire does. Stateless.
final class Names {
    private Names() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
