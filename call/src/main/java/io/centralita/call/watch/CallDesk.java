package io.centralita.call.watch;

import java.util.concurrent.CompletionStage;

/// What a person at the console may do to one call. Returns at once; thread-safe. Who acts is named
/// in the call's log and in its report.
public interface CallDesk {
    /// Wants the call to end.
    ///
    /// @param reason a short machine-readable word or two
    /// @param goodbye whether the caller is told goodbye before
    void hangUp(String by, String reason, boolean goodbye);

    /// Begins to listen.
    ///
    /// @param told whether the caller is told so
    void listens(String by, boolean told);

    /// Has ceased to.
    void listensNoMore(String by);

    /// Wants to speak to the caller in the assistant's place. Completes on the call's thread, and
    /// never fails.
    CompletionStage<Seating> takeOver(String by);
}
