package io.centralita.call.handover;

import io.centralita.call.leg.Onward;
import java.util.Optional;

/// Puts into a few words what a call was about: what was wanted, and what was found out.
@FunctionalInterface
public interface BriefingWriter {
    /// May block for a bounded time, on a virtual thread.
    ///
    /// @return one or two sentences in the language of the call; empty where it cannot: then a rule
    ///   writes them
    Optional<String> about(Onward onward) throws InterruptedException;
}
