package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.InMemoryRecords;
import io.centralita.call.SteppedTime;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.RecordingListener.CarrierRecording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a carrier has recorded of calls, in their reports.
class RecordedCallsTest {
    private static final CarrierRecording MADE =
            new CarrierRecording("asterisk", "centralita-4f2c91d0.s7-1.2", "http://pbx/7", 12);

    private final SteppedTime time = new SteppedTime();
    private final InMemoryRecords records = new InMemoryRecords();
    private final RecordedCalls recorded = new RecordedCalls(records, time);

    @Test
    void recording_that_is_there_before_the_last_report_is_not_lost_under_it() {
        records.save(report(null));
        recorded.recorded("1.2", MADE);
        time.advance(RecordedCalls.BETWEEN);
        records.save(report(Instant.EPOCH));
        await(
                () -> {
                    time.advance(RecordedCalls.BETWEEN);
                    return recording() != null;
                });
        assertThat(records.find("1.2").orElseThrow().endedAt()).isEqualTo(Instant.EPOCH);
        assertThat(recording()).isEqualTo(MADE);
    }

    @Test
    void recording_of_a_call_that_does_not_end_is_noted_all_the_same() {
        records.save(report(null));
        recorded.recorded("1.2", MADE);
        await(
                () -> {
                    time.advance(Duration.ofSeconds(1));
                    return recording() != null;
                });
        assertThat(recording()).isEqualTo(MADE);
    }

    private @Nullable CarrierRecording recording() {
        return records.find("1.2").orElseThrow().recording();
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came about");
            }
            LockSupport.parkNanos(500_000);
        }
    }

    private static CallReport report(@Nullable Instant endedAt) {
        return new CallReport(
                "1.2",
                "default",
                "asterisk",
                "offline",
                "",
                "600",
                Instant.EPOCH,
                Instant.EPOCH,
                endedAt,
                endedAt == null ? null : "caller",
                null,
                false,
                null,
                0,
                List.of(),
                List.of(),
                new CallReport.Audio(0, 0, 0, 0),
                Map.of(),
                Map.of());
    }
}
