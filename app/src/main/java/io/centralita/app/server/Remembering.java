package io.centralita.app.server;

import io.centralita.call.cost.Ledger;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import io.centralita.engine.chat.ChatCompletionsModel;
import io.centralita.engine.chat.ChatSettings;
import io.centralita.tenant.memory.CallSummariser;
import io.centralita.tenant.memory.CallerMemories;
import io.centralita.tenant.memory.MemoryPolicy;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The memory of callers with all that it takes: the chat model that sums calls up, where there is
/// one, and its figures.
final class Remembering implements AutoCloseable {
    private final Closers closers;
    private final CallerMemories memories;

    private Remembering(Closers closers, CallerMemories memories) {
        this.closers = closers;
        this.memories = memories;
    }

    /// What is remembered, and for whose money.
    ///
    /// @param policies by tenant
    /// @param ledgers by tenant
    record Rules(Function<String, MemoryPolicy> policies, Function<String, Ledger> ledgers) {}

    /// @param database whose tables are there
    /// @param records from which memories are made again, and which are erased with a caller
    /// @param chat null where there is no chat model
    static Remembering open(
            Supplier<Jdbi> database,
            CallRecords records,
            @Nullable ChatSettings chat,
            Rules rules,
            MeterRegistry registry,
            Time time) {
        var closers = new Closers();
        var summariser = Optional.<CallSummariser>empty();
        if (chat != null) {
            var model = closers.add("model of summaries", new ChatCompletionsModel(chat, time));
            summariser = Optional.of(new ChatSummariser(model, rules.ledgers(), time));
        }
        var memories = CallerMemories.open(database, records, summariser, rules.policies(), time);
        closers.add("callers' memory", memories);
        Gauge.builder("centralita.memory.waiting", memories, CallerMemories::waiting)
                .description("Calls that wait to be remembered")
                .register(registry);
        FunctionCounter.builder(
                        "centralita.memory.unanswered", memories, CallerMemories::unanswered)
                .description(
                        "Calls that began without the memory of their caller: not read in time")
                .register(registry);
        return new Remembering(closers, memories);
    }

    CallerMemories memories() {
        return memories;
    }

    @Override
    public void close() {
        closers.close();
    }
}
