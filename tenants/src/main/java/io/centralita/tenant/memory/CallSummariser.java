package io.centralita.tenant.memory;

/// Makes of a call what is kept of it.
@FunctionalInterface
public interface CallSummariser {
    /// May block, for a bounded time; not for call threads.
    ///
    /// @throws NoSummary when it cannot; then the summary is made by rule
    CallSummary summarise(HeardCall call) throws NoSummary, InterruptedException;

    /// There is no summary, for a reason that only the log needs to know.
    final class NoSummary extends Exception {
        private static final long serialVersionUID = 1L;

        /// @param reason a word or two, nothing personal
        public NoSummary(String reason) {
            super(reason);
        }
    }
}
