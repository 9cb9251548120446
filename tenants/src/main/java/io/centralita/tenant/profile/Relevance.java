package io.centralita.tenant.profile;

import java.util.Locale;

/// How much a piece of knowledge matters; the least is left out first where there is no room.
public enum Relevance {
    LOW,
    NORMAL,
    HIGH;

    /// As documents have it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
