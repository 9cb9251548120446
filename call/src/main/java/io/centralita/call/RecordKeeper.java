package io.centralita.call;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps the record up with the call, so that a process that is killed loses its last second at
/// most: what was said and found out is saved at once, everything else half a second after it
/// happened, nothing that did not change, and no call more than twenty times a second. Confined to
/// the call's thread.
final class RecordKeeper {
    private static final long LATEST_NANOS = Duration.ofMillis(500).toNanos();

    /// A flood of facts must not hold up the call by its records.
    private static final long APART_NANOS = Duration.ofMillis(50).toNanos();

    private static final long NEVER = Long.MAX_VALUE;

    private final CallRecords records;
    private final Supplier<CallReport> report;
    private @Nullable CallReport saved;
    private long notBefore = Long.MIN_VALUE;
    private long due = NEVER;

    RecordKeeper(CallRecords records, Supplier<CallReport> report) {
        this.records = records;
        this.report = report;
    }

    /// The call was told of this.
    void note(CallEvent fact, long now) {
        var wanted =
                switch (fact) {
                    case CallEvent.ToolEnded _,
                            CallEvent.PlayoutEnded _,
                            CallEvent.PlayoutStopped _,
                            CallEvent.FromEngine(EngineEvent.CallerSaid _, _),
                            CallEvent.FromEngine(EngineEvent.TakenOver _, _) ->
                            Math.max(now, notBefore);
                    default -> now + LATEST_NANOS;
                };
        due = Math.min(due, wanted);
    }

    /// When [#at] is to be called, if nothing happens before; `Long.MAX_VALUE` for never.
    long deadline() {
        return due;
    }

    void at(long now) {
        if (due <= now) {
            save(now);
        }
    }

    void save(long now) {
        due = NEVER;
        notBefore = now + APART_NANOS;
        var fresh = report.get();
        var before = saved;
        if (before == null || !saysTheSame(before, fresh)) {
            saved = fresh;
            records.save(fresh);
        }
    }

    /// Frames are counted all the time; they alone are no reason to write.
    private static boolean saysTheSame(CallReport one, CallReport other) {
        return one.turns().equals(other.turns())
                && one.tools().equals(other.tools())
                && one.engine().equals(other.engine())
                && one.usage().equals(other.usage())
                && one.cost().equals(other.cost())
                && one.heldMs() == other.heldMs()
                && Objects.equals(one.answeredAt(), other.answeredAt())
                && Objects.equals(one.firstAudioMs(), other.firstAudioMs())
                && Objects.equals(one.endedAt(), other.endedAt());
    }
}
