package io.centralita.console.access;

import java.time.Duration;

/// What becomes of a request for what is not public.
public sealed interface Decision {
    record Granted(Grant grant) implements Decision {}

    /// There is no way in from afar: neither password nor identity provider is set.
    record Forbidden() implements Decision {}

    /// @param basic whether HTTP Basic would do
    record LoginNeeded(boolean basic) implements Decision {}

    record TooManyWrong(Duration rest) implements Decision {}

    /// Too many passwords are being checked.
    record Busy() implements Decision {}

    /// A page of another site asks.
    record Foreign() implements Decision {}

    /// A browser that has signed in wants to change something without [Access#SCRIPT_HEADER].
    record HeaderMissing() implements Decision {}
}
