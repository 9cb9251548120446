package io.centralita.tenant.profile;

import java.util.Locale;

/// What an assistant does for callers while the tenant is closed.
public enum ClosedConduct {
    /// Everything it does otherwise; it says that nobody can be reached.
    ASSIST,
    /// Takes a message: name, number, concern. No tools.
    MESSAGE,
    /// Says when somebody is there and answers from what it knows. No tools.
    INFORM;

    public boolean usesTools() {
        return this == ASSIST;
    }

    /// As documents have it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
