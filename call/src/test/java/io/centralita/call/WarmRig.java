package io.centralita.call;

import io.centralita.call.cost.Ledger;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegPromise;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Receptionist;
import io.centralita.call.reception.Ringing;
import io.centralita.call.reception.WarmLimits;
import io.centralita.call.text.BundledTexts;
import io.centralita.media.AudioFormat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A switchboard whose time passes when a test says so, with an engine made of method calls.
final class WarmRig implements AutoCloseable {
    static final Duration KEEP = Duration.ofSeconds(30);
    static final Ringing FIXED = new Ringing(Ringing.Mode.FIXED, Duration.ofSeconds(3), true);
    static final Ringing WHEN_READY =
            new Ringing(Ringing.Mode.WHEN_READY, Duration.ofSeconds(1), true);

    final SteppedTime time = new SteppedTime();
    final ScriptedEngine engine = new ScriptedEngine();
    final InMemoryRecords records = new InMemoryRecords();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Switchboard switchboard;

    WarmRig(int atOnce) {
        this(atOnce, Receptionist.always(() -> welcome("default", Ringing.OFF)));
    }

    WarmRig(int atOnce, Receptionist receptionist) {
        switchboard =
                new Switchboard(
                        new SwitchboardParts(
                                receptionist,
                                () -> welcome("default", Ringing.OFF),
                                engine,
                                new BundledTexts(),
                                (text, language, format) ->
                                        Optional.of(new byte[format.bytes(Duration.ofMillis(200))]),
                                records,
                                new CallMetrics(meters),
                                time,
                                new SwitchboardParts.Limits(
                                        100,
                                        SwitchboardParts.Limits.RECEPTION,
                                        new WarmLimits(atOnce, KEEP))));
    }

    static Reception.Welcome welcome(String tenant, Ringing ringing) {
        var standard = CallSettings.standard(Locale.of("es"), "Hola");
        var settings =
                new CallSettings(
                        tenant,
                        standard.language(),
                        standard.voice(),
                        standard.greeting(),
                        "You are at " + tenant,
                        standard.engineOptions(),
                        standard.toolTimeout(),
                        standard.acknowledgeAfter(),
                        standard.silenceBudget(),
                        standard.engineDeadline());
        return new Reception.Welcome(settings, List.of(), Ledger.none(), ringing);
    }

    static LegInfo caller(String id) {
        return new LegInfo("fake", id, "+34600000001", "+34910000002", Map.of());
    }

    RingingCall ring(String id, Ringing ringing) {
        return switchboard.ring(
                caller(id), LegPromise.of(AudioFormat.PCMU_8K), welcome("acme", ringing));
    }

    /// Of a counter with one tag.
    double count(String name, String tag, String value) {
        return meters.find(name).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    double prepared() {
        return meters.find("centralita.warm.prepared").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    double outcome(String outcome) {
        return count("centralita.warm.calls", "outcome", outcome);
    }

    double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    @Override
    public void close() {
        switchboard.close();
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came about");
            }
            LockSupport.parkNanos(500_000);
        }
    }
}
