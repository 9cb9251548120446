package io.centralita.app.matrix;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.record.CallReport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the call of a cell went.
///
/// @param endedMs when the line was closed, or the caller had hung up
/// @param struckMs when the fault came, -1 where its moment never did
/// @param content the caller was answered all they asked
/// @param impatient the caller gave up
/// @param end as the call told it to the channel, null where the caller hung up
record Outcome(
        List<CallerEar.Stretch> heard,
        List<Caller.Said> said,
        long endedMs,
        long struckMs,
        boolean content,
        boolean impatient,
        @Nullable CallEnd end,
        Optional<CallReport> report,
        Leftovers leftovers) {

    /// What should not be there.
    ///
    /// @param waiting threads that still wait for something
    /// @param strangeFrames heard, and nothing that was ever said
    record Leftovers(
            int calls,
            int waiting,
            int strangeFrames,
            List<String> oddities,
            List<Throwable> faults) {}
}
