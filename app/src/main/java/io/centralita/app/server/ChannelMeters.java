package io.centralita.app.server;

import io.centralita.channel.ChannelMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What channels count, as metrics. Thread-safe; does not block.
final class ChannelMeters implements ChannelMetrics {
    private final MeterRegistry registry;
    private final Timer lateness;
    private final Counter skipped;
    private final ServerWatcher watcher;

    ChannelMeters(MeterRegistry registry, ServerWatcher watcher) {
        this.registry = registry;
        this.watcher = watcher;
        lateness =
                Timer.builder("centralita.pacing.lateness")
                        .serviceLevelObjectives(
                                Duration.ofMillis(2),
                                Duration.ofMillis(5),
                                Duration.ofMillis(10),
                                Duration.ofMillis(20),
                                Duration.ofMillis(60))
                        .register(registry);
        skipped = registry.counter("centralita.pacing.skipped");
    }

    @Override
    public void paced(long latenessNanos, int members, int skippedTicks) {
        lateness.record(latenessNanos, TimeUnit.NANOSECONDS);
        watcher.paced(latenessNanos);
        if (skippedTicks > 0) {
            skipped.increment(skippedTicks);
        }
    }

    @Override
    public void refused(String channel, String reason) {
        registry.counter("centralita.channel.refused", "channel", channel, "reason", reason)
                .increment();
    }

    @Override
    public void oddity(String channel, String kind) {
        registry.counter("centralita.channel.oddities", "channel", channel, "kind", kind)
                .increment();
    }

    @Override
    public void event(String channel, String what, String how) {
        registry.counter("centralita.channel.events", "channel", channel, "event", what, "how", how)
                .increment();
    }
}
