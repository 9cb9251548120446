package io.centralita.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.RecordingListener;
import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts into a call's report what the carrier has recorded of it, or the caller's browser has told,
/// on a virtual thread: reading reports may block. A carrier may be done with a recording before
/// the call has written its last report, which would go over it: that one is waited for. A report
/// that is not there stays away.
record RecordedCalls(CallRecords records, Time time) implements RecordingListener {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Duration BETWEEN = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(RecordedCalls.class);

    RecordedCalls(CallRecords records) {
        this(records, Time.SYSTEM);
    }

    @Override
    public void recorded(String callId, CarrierRecording recording) {
        note(callId, "recording " + recording.id(), report -> report.with(recording));
    }

    /// What a caller's browser has told of its devices and connection.
    void told(String callId, JsonNode diagnostics) {
        note(callId, "diagnostics", report -> report.with(diagnostics));
    }

    private void note(String callId, String what, UnaryOperator<CallReport> addition) {
        Thread.ofVirtual().name(callId + "/note").start(() -> add(callId, what, addition));
    }

    private void add(String callId, String what, UnaryOperator<CallReport> addition) {
        try {
            var report = lastReport(callId);
            report.ifPresent(found -> records.save(addition.apply(found)));
            if (report.isEmpty()) {
                log.atWarn()
                        .addKeyValue("call", callId)
                        .addKeyValue("what", what)
                        .log("something is to be noted of a call that has no report");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("call", callId)
                    .addKeyValue("what", what)
                    .setCause(e)
                    .log("something was not noted in a report");
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
