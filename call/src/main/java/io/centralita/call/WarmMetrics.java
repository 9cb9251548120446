package io.centralita.call;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.record.CallReport;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/// What calls that were prepared while they rang leave in the metrics. Every one that is counted as
/// prepared is counted once more when it is known what became of it.
final class WarmMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger ringing;

    WarmMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.ringing = registry.gauge("centralita.warm.ringing", new AtomicInteger());
    }

    void ringing() {
        ringing.incrementAndGet();
        registry.counter("centralita.warm.prepared").increment();
    }

    /// @param ready the engine's session was, when the caller came
    void putThrough(boolean ready) {
        ringing.decrementAndGet();
        outcome(ready ? "used" : "late");
    }

    /// Nobody came, or the preparation failed before.
    void wasted(CallReport report, CallEnd end) {
        ringing.decrementAndGet();
        outcome(end.by() == CallEnd.By.CALLER ? "wasted" : "failed");
        report.cost()
                .forEach(
                        (currency, amount) ->
                                registry.counter(
                                                "centralita.warm.wasted.cost", "currency", currency)
                                        .increment(amount.doubleValue()));
    }

    /// A call that its policy would have prepared was not.
    ///
    /// @param why `room` or `fault`
    void refused(String why) {
        registry.counter("centralita.warm.refused", "why", why).increment();
    }

    private void outcome(String outcome) {
        registry.counter("centralita.warm.calls", "outcome", outcome).increment();
    }
}
