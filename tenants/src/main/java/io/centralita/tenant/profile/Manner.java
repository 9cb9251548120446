package io.centralita.tenant.profile;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How callers are spoken to. What is empty is the house's.
///
/// @param language null for the house's
/// @param voice the engine's own name of a voice
/// @param greeting the first sentence; may have the variables of instructions
/// @param greetingClosed the first sentence while the tenant is closed, likewise
/// @param engine wishes by the engine's own names; a value may refer to a secret, `${secret:NAME}`
public record Manner(
        @Nullable Locale language,
        String voice,
        String greeting,
        String greetingClosed,
        Map<String, String> engine) {
    public static final Manner OF_THE_HOUSE = new Manner(null, "", "", "", Map.of());

    public Manner {
        engine = Map.copyOf(engine);
    }
}
