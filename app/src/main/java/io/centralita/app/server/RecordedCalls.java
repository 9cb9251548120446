package io.centralita.app.server;

import io.centralita.call.record.CallRecords;
import io.centralita.call.record.RecordingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts into a call's report what the carrier has recorded of it, on a virtual thread: reading
/// reports may block. A report that is not there stays away.
record RecordedCalls(CallRecords records) implements RecordingListener {
    private static final Logger log = LoggerFactory.getLogger(RecordedCalls.class);

    @Override
    public void recorded(String callId, CarrierRecording recording) {
        Thread.ofVirtual().name(callId + "/recording").start(() -> note(callId, recording));
    }

    private void note(String callId, CarrierRecording recording) {
        try {
            var report = records.find(callId);
            report.ifPresent(found -> records.save(found.with(recording)));
            if (report.isEmpty()) {
                log.atWarn()
                        .addKeyValue("call", callId)
                        .addKeyValue("recording", recording.id())
                        .log("recording of a call that has no report");
            }
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("call", callId).setCause(e).log("recording was not noted");
        }
    }
}
