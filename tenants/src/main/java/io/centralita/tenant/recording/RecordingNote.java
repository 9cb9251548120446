package io.centralita.tenant.recording;

import java.time.Instant;
import java.util.List;

/// What is known of a recording, kept beside it as JSON. Nothing in it says who called.
///
/// @param offsetMs of the first sample from the start of the leg
/// @param numbered whether the caller's number was known: a record without one was erased
/// @param complete false where the process was killed before the end
/// @param lost frames missing in it
/// @param stepMs of the levels, which are 0 to 100
public record RecordingNote(
        String call,
        String tenant,
        Instant startedAt,
        long offsetMs,
        int sampleRate,
        boolean announced,
        boolean numbered,
        boolean complete,
        long lost,
        long stepMs,
        List<Integer> caller,
        List<Integer> assistant) {
    public RecordingNote {
        caller = List.copyOf(caller);
        assistant = List.copyOf(assistant);
    }
}
