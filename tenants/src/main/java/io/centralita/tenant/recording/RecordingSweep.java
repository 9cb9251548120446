package io.centralita.tenant.recording;

import io.centralita.call.record.CallRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for recordings whose call has no record any more, or one without a number where there was
/// one: another process has deleted or erased it. A few thousand at a time. Belongs to one thread;
/// blocks.
public final class RecordingSweep {
    public static final Duration EVERY = Duration.ofHours(1);

    static final int MOST = 2_000;

    private static final Logger log = LoggerFactory.getLogger(RecordingSweep.class);

    /// A record may be on its way to the database for so long.
    private static final Duration GRACE = Duration.ofHours(1);

    private final RecordingFiles files;
    private final CallRecords records;
    private final InstantSource clock;
    private Path after = Path.of("");

    public RecordingSweep(RecordingFiles files, CallRecords records, InstantSource clock) {
        this.files = files;
        this.records = records;
        this.clock = clock;
    }

    /// @return how many were deleted
    public int sweep() throws IOException {
        int deleted = 0;
        List<Path> notes = files.notes(after, MOST);
        var before = clock.instant().minus(GRACE);
        for (var file : notes) {
            if (isLeftOver(file, before)) {
                deleted++;
            }
        }
        after = notes.size() == MOST ? notes.getLast() : Path.of("");
        if (deleted > 0) {
            log.atInfo()
                    .addKeyValue("recordings", deleted)
                    .log("recordings without a call deleted");
        }
        return deleted;
    }

    private boolean isLeftOver(Path file, Instant before) throws IOException {
        var note = RecordingFiles.note(file);
        if (note.startedAt().isAfter(before)) {
            return false;
        }
        var report = records.find(note.call());
        boolean erased =
                note.numbered() && report.filter(found -> found.from().isEmpty()).isPresent();
        return (report.isEmpty() || erased) && files.delete(note.call());
    }
}
