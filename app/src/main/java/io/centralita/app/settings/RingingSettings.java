package io.centralita.app.settings;

import io.centralita.app.settings.Kind.Time.Unit;
import io.centralita.call.reception.Ringing;
import io.centralita.call.reception.WarmLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How long callers hear ringing, and what is prepared for them meanwhile.
///
/// @param ringing of a tenant that does not say otherwise
public record RingingSettings(Ringing ringing, WarmLimits warm) {
    /// Everybody is answered at once, and nothing is prepared.
    public static final RingingSettings OFF = new RingingSettings(Ringing.OFF, WarmLimits.STANDARD);

    static final Setting<Ringing.Mode> RINGING =
            Setting.of(
                    "RINGING",
                    new Kind.Choice<>(
                            Map.of(
                                    "fixed", Ringing.Mode.FIXED,
                                    "when-ready", Ringing.Mode.WHEN_READY,
                                    "delay", Ringing.Mode.DELAY,
                                    "off", Ringing.Mode.OFF),
                            List.of("fixed", "when-ready", "delay", "off"),
                            Map.of()),
                    "fixed");
    static final Setting<Duration> RINGING_TIME =
            Setting.of(
                    "RINGING_TIME",
                    new Kind.Time(Unit.SECONDS, Duration.ZERO, Ringing.LONGEST),
                    "3 s");
    static final Setting<Integer> WARM_CALLS =
            Setting.of("WARM_CALLS", new Kind.WholeNumber(0, 1_000), "20");
    static final Setting<Duration> WARM_UNUSED =
            Setting.of(
                    "WARM_UNUSED",
                    new Kind.Time(Unit.SECONDS, Duration.ofSeconds(10), Duration.ofMinutes(5)),
                    "30 s");

    static final List<Setting<?>> ALL = List.of(RINGING, RINGING_TIME, WARM_CALLS, WARM_UNUSED);

    static RingingSettings from(Reading reading) {
        return new RingingSettings(
                new Ringing(reading.get(RINGING), reading.get(RINGING_TIME), true),
                new WarmLimits(reading.get(WARM_CALLS), reading.get(WARM_UNUSED)));
    }
}
