package io.centralita.tenant.reception;

import io.centralita.tenant.instructions.KnownCaller;

/// What is remembered of callers, as the reception asks for it.
public interface CallerLookup {
    /// Remembers nobody.
    CallerLookup NONE = (_, _) -> KnownCaller.NOBODY;

    /// What this tenant remembers of a caller; [KnownCaller#NOBODY] where that is nothing. May
    /// block: who takes too long is interrupted and done without.
    ///
    /// @param caller as the channel names it: E.164, `anonymous`, empty
    KnownCaller find(String tenant, String caller) throws Exception;
}
