package io.centralita.call;

import io.centralita.call.cost.Money;
import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.record.CallReport;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// What calls leave in the metrics. Names are public: docs/operations.md lists them.
public final class CallMetrics {
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(400),
        Duration.ofMillis(800),
        Duration.ofMillis(1_500),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    /// A greeting that waits for the caller takes no time at all.
    private static final Duration[] FIRST = {
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(400),
        Duration.ofMillis(800),
        Duration.ofMillis(1_500),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5)
    };

    /// What is heard of an interruption is much shorter.
    private static final Duration[] CUTS = {
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(400),
        Duration.ofSeconds(1)
    };

    private final MeterRegistry registry;
    private final AtomicInteger active;
    private final WarmMetrics warm;

    public CallMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.active = registry.gauge("centralita.calls.active", new AtomicInteger());
        this.warm = new WarmMetrics(registry);
    }

    WarmMetrics warm() {
        return warm;
    }

    /// Nobody who decides about callers answered, or they failed.
    void receivedByDefault(String why) {
        registry.counter("centralita.reception.defaults", "why", why).increment();
    }

    void started() {
        active.incrementAndGet();
    }

    void refused(String reason) {
        registry.counter("centralita.calls.refused", "reason", reason).increment();
    }

    void toolEnded(ToolResult result) {
        registry.timer(
                        "centralita.tool.calls",
                        "tool",
                        result.call().name(),
                        "outcome",
                        result.outcome().word())
                .record(result.took());
    }

    void toolWithheld(ToolCall call, String why) {
        registry.counter("centralita.tool.withheld", "tool", call.name(), "why", why).increment();
    }

    void fault() {
        registry.counter("centralita.calls.faults").increment();
    }

    /// What models have used, in calls and outside of them.
    public void used(Usage usage) {
        usage.amounts().forEach((kind, amount) -> used(usage.model(), kind, amount.doubleValue()));
    }

    private void used(String model, UsageKind kind, double amount) {
        switch (kind) {
            case TRANSCRIBED_MS -> count("centralita.model.transcribed", model, amount / 1_000);
            case SPOKEN_MS -> count("centralita.model.spoken", model, amount / 1_000);
            case SPOKEN_CHARACTERS -> {} // counted as they are sent, whatever becomes of them
            case INPUT_TEXT,
                    INPUT_AUDIO,
                    INPUT_IMAGE,
                    CACHED_TEXT,
                    CACHED_AUDIO,
                    CACHED_IMAGE,
                    OUTPUT_TEXT,
                    OUTPUT_AUDIO ->
                    registry.counter(
                                    "centralita.model.tokens",
                                    "model",
                                    model,
                                    "kind",
                                    kind.name().toLowerCase(Locale.ROOT))
                            .increment(amount);
        }
    }

    private void count(String name, String model, double seconds) {
        registry.counter(name, "model", model).increment(seconds);
    }

    /// What that has cost.
    public void cost(Money money) {
        registry.counter("centralita.cost", "currency", money.currency())
                .increment(money.amount().doubleValue());
    }

    void takenOver(String engine) {
        registry.counter("centralita.engine.takeovers", "engine", engine).increment();
    }

    void phrase(Saying saying, boolean spoken) {
        registry.counter(
                        "centralita.phrases",
                        "phrase",
                        saying.key(),
                        "spoken",
                        Boolean.toString(spoken))
                .increment();
    }

    void ended(CallReport report, CallEnd end) {
        active.decrementAndGet();
        registry.counter(
                        "centralita.calls.ended",
                        "channel",
                        report.channel(),
                        "by",
                        end.by().name().toLowerCase(Locale.ROOT),
                        "reason",
                        end.reason())
                .increment();
        if (report.firstAudioMs() != null) {
            Timer.builder("centralita.first.audio")
                    .tag("warm", Boolean.toString(report.warm()))
                    .serviceLevelObjectives(FIRST)
                    .register(registry)
                    .record(Duration.ofMillis(report.firstAudioMs()));
        }
        latency("centralita.longest.dead.air").record(Duration.ofMillis(report.longestDeadAirMs()));
        for (var turn : report.turns()) {
            if (turn.mouthToEarMs() != null) {
                latency("centralita.mouth.to.ear").record(Duration.ofMillis(turn.mouthToEarMs()));
            }
            if (turn.bargeInCutMs() != null) {
                Timer.builder("centralita.barge.in.cut")
                        .serviceLevelObjectives(CUTS)
                        .register(registry)
                        .record(Duration.ofMillis(turn.bargeInCutMs()));
            }
        }
        count("centralita.audio.frames.in", report.audio().framesIn());
        count("centralita.audio.frames.out", report.audio().framesOut());
        count("centralita.audio.lost", report.audio().lost());
        count("centralita.audio.late", report.audio().late());
    }

    private void count(String name, long frames) {
        registry.counter(name).increment((double) frames);
    }

    private Timer latency(String name) {
        return Timer.builder(name).serviceLevelObjectives(LATENCIES).register(registry);
    }
}
