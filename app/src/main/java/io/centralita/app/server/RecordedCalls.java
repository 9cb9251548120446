package io.centralita.app.server;

import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.RecordingListener;
import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts into a call's report what the carrier has recorded of it, on a virtual thread: reading
/// reports may block. A carrier may be done with a recording before the call has written its last
/// report, which would go over it: that one is waited for. A report that is not there stays away.
record RecordedCalls(CallRecords records, Time time) implements RecordingListener {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Duration BETWEEN = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(RecordedCalls.class);

    RecordedCalls(CallRecords records) {
        this(records, Time.SYSTEM);
    }

    @Override
    public void recorded(String callId, CarrierRecording recording) {
        Thread.ofVirtual().name(callId + "/recording").start(() -> note(callId, recording));
    }

    private void note(String callId, CarrierRecording recording) {
        try {
            var report = lastReport(callId);
            report.ifPresent(found -> records.save(found.with(recording)));
            if (report.isEmpty()) {
                log.atWarn()
                        .addKeyValue("call", callId)
                        .addKeyValue("recording", recording.id())
                        .log("recording of a call that has no report");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("call", callId).setCause(e).log("recording was not noted");
        }
    }

    /// That of a call that has ended, or the one there is when patience is over.
    private Optional<CallReport> lastReport(String callId) throws InterruptedException {
        long until = time.nanoTime() + PATIENCE.toNanos();
        var report = records.find(callId);
        while (report.filter(found -> found.endedAt() == null).isPresent()
                && time.nanoTime() < until) {
            time.poll(new ArrayBlockingQueue<Boolean>(1), BETWEEN.toNanos());
            report = records.find(callId);
        }
        return report;
    }
}
