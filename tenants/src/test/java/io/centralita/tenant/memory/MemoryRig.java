package io.centralita.tenant.memory;

import io.centralita.call.VirtualTime;
import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseSettings;
import io.centralita.tenant.record.SqlCallRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Memory over a real database, with time that stands still and no thread of its own: a test says
/// when the next piece of work is done.
final class MemoryRig implements AutoCloseable {
    static final Locale SPANISH = Locale.of("es", "ES");

    final VirtualTime time = new VirtualTime();
    final Map<String, MemoryPolicy> policies = new HashMap<>();
    final SqlCallRecords records;
    private final Database database;
    final Jdbi jdbi;
    CallerMemories memories;

    /// @param file of SQLite; may exist already: then this is the process after
    MemoryRig(Path file, @Nullable CallSummariser model) {
        this(DatabaseSettings.parse("sqlite:" + file), model);
    }

    /// @param settings of a database that may have its tables already
    MemoryRig(DatabaseSettings settings, @Nullable CallSummariser model) {
        database = Database.open(settings);
        records = SqlCallRecords.open(database, () -> time.now());
        jdbi = database.jdbi();
        memories = memories(model);
    }

    CallerMemories memories(@Nullable CallSummariser model) {
        return new CallerMemories(
                () -> jdbi,
                records,
                Optional.ofNullable(model),
                tenant ->
                        policies.getOrDefault(
                                tenant, MemoryPolicy.of(Duration.ofDays(100), SPANISH)),
                time);
    }

    /// Today, so many minutes ago.
    Instant ago(int minutes) {
        return time.now().minus(Duration.ofMinutes(minutes));
    }

    void ended(CallReport... reports) throws InterruptedException {
        for (var report : reports) {
            records.save(report);
            memories.ended(report);
        }
        work();
    }

    /// Everything that is in the queue.
    void work() throws InterruptedException {
        while (memories.waiting() > 0) {
            memories.queue().step(0);
        }
    }

    Optional<CallerMemory> known(String from) throws InterruptedException {
        return memories.recall("default", from);
    }

    /// Ends as a killed process does: what is not made is not made.
    @Override
    public void close() {
        memories.close();
        records.close();
        database.close();
    }
}
