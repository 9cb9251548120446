package io.centralita.tenant.memory;

import io.centralita.call.record.CallReport;
import io.centralita.call.scope.Time;
import io.centralita.tenant.memory.CallSummariser.NoSummary;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a memory of a call that is over. Making it again changes nothing. Confined to the thread
/// that makes memories.
final class MemoryMaker {
    static final String BY_MODEL = "model";
    static final String BY_RULE = "rule";

    private static final Logger log = LoggerFactory.getLogger(MemoryMaker.class);

    private final SteadyWrites writes;
    private final Optional<CallSummariser> model;
    private final RuleSummariser rule = new RuleSummariser();
    private final Function<String, MemoryPolicy> policies;
    private final Time time;

    private record Made(CallSummary summary, String by) {}

    /// @param model asked first, where there is one
    /// @param policies by tenant; for any thread
    MemoryMaker(
            SteadyWrites writes,
            Optional<CallSummariser> model,
            Function<String, MemoryPolicy> policies,
            Time time) {
        this.writes = writes;
        this.model = model;
        this.policies = policies;
        this.time = time;
    }

    /// Counts the call first and adds its summary later: a caller who calls again meanwhile is
    /// known.
    void make(CallReport report) throws InterruptedException {
        var policy = policies.apply(report.tenant());
        var caller = caller(report, policy);
        if (caller.isEmpty()) {
            var _ =
                    writes.write(
                            handle -> {
                                CallerTable.noteNothing(handle, report);
                                return true;
                            });
            return;
        }
        var number = caller.get();
        boolean wanted =
                writes.write(handle -> CallerTable.note(handle, report, number)).orElse(false);
        if (!wanted) {
            return;
        }
        var made = made(HeardCall.of(report, policy.language()));
        boolean kept =
                writes.write(
                                handle ->
                                        CallerTable.keep(
                                                handle, report, number, made.summary(), made.by()))
                        .orElse(false);
        log.atInfo()
                .addKeyValue("call", report.id())
                .addKeyValue("tenant", report.tenant())
                .addKeyValue("by", made.by())
                .log(kept ? "call remembered" : "caller was forgotten meanwhile");
    }

    private Optional<CallerNumber> caller(CallReport report, MemoryPolicy policy) {
        boolean remembered =
                policy.remembers() && report.startedAt().isAfter(time.now().minus(policy.keep()));
        return remembered ? CallerNumber.of(report.from(), policy.region()) : Optional.empty();
    }

    /// A call in which nothing was said is not worth a model.
    private Made made(HeardCall call) throws InterruptedException {
        if (model.isPresent() && !call.saidByCaller().isEmpty()) {
            try {
                return new Made(model.get().summarise(call), BY_MODEL);
            } catch (NoSummary e) {
                log.atWarn()
                        .addKeyValue("call", call.report().id())
                        .addKeyValue("reason", e.getMessage())
                        .log("summary not made by the model, made by rule");
            } catch (RuntimeException fault) { // a bug there must not cost the memory
                log.atError()
                        .addKeyValue("call", call.report().id())
                        .addKeyValue("fault", fault.getClass().getName())
                        .log("summary not made by the model, made by rule");
            }
        }
        return new Made(rule.summarise(call), BY_RULE);
    }
}
