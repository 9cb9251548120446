package io.centralita.console.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The switchboard's own recordings. May block.
public interface CallRecordings {
    /// A house that records nothing.
    CallRecordings NONE =
            new CallRecordings() {
                @Override
                public Optional<Recorded> find(String call) {
                    return Optional.empty();
                }

                @Override
                public boolean delete(String call) {
                    return false;
                }
            };

    Optional<Recorded> find(String call) throws IOException;

    /// @return false where there is none
    boolean delete(String call) throws IOException;

    /// A recording: left the caller, right what they heard.
    ///
    /// @param file WAV
    /// @param offsetMs of its first sample from the start of the leg
    /// @param complete false while the call goes on
    /// @param announced whether the caller was told
    /// @param lost frames missing in it
    record Recorded(
            Path file,
            long bytes,
            long offsetMs,
            double seconds,
            int sampleRate,
            boolean complete,
            boolean announced,
            long lost,
            Levels levels) {}

    /// How loud both sides are, 0 to 100, step by step.
    record Levels(long stepMs, List<Integer> caller, List<Integer> assistant) {}
}
