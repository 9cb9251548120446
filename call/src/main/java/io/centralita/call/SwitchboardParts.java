package io.centralita.call;

import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Engine;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Receptionist;
import io.centralita.call.reception.Ringing;
import io.centralita.call.reception.WarmLimits;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import io.centralita.call.text.PhraseAudio;
import io.centralita.call.text.SpokenTexts;
import io.centralita.call.tool.Tool;
import io.centralita.call.watch.CallBoard;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// What a switchboard is put together from.
///
/// @param receptionist decides about each caller
/// @param welcome how callers are received about whom the receptionist does not decide in time;
///   waits for nothing
/// @param board where those who look on find the calls
public record SwitchboardParts(
        Receptionist receptionist,
        Supplier<Reception.Welcome> welcome,
        Engine engine,
        SpokenTexts texts,
        PhraseAudio phrases,
        CallRecords records,
        CallMetrics metrics,
        Time time,
        Limits limits,
        CallBoard board) {
    /// Whose calls nobody looks at.
    public SwitchboardParts(
            Receptionist receptionist,
            Supplier<Reception.Welcome> welcome,
            Engine engine,
            SpokenTexts texts,
            PhraseAudio phrases,
            CallRecords records,
            CallMetrics metrics,
            Time time,
            Limits limits) {
        this(
                receptionist,
                welcome,
                engine,
                texts,
                phrases,
                records,
                metrics,
                time,
                limits,
                new CallBoard());
    }

    /// @param calls at a time, those that ring and are prepared included; the next caller is
    ///   refused as busy
    /// @param reception how long the receptionist may take
    public record Limits(int calls, Duration reception, WarmLimits warm) {
        public static final Duration RECEPTION = Duration.ofMillis(1_500);

        public Limits {
            if (calls < 1) {
                throw new IllegalArgumentException("calls must be at least 1, not " + calls);
            }
        }

        public static Limits of(int calls) {
            return new Limits(calls, RECEPTION, WarmLimits.STANDARD);
        }
    }

    /// Everybody is received alike.
    ///
    /// @param tools what the assistant can look up, asked for at the beginning of each call
    /// @param ledger what calls cost, and how much they may
    /// @param maxCalls calls at a time
    public SwitchboardParts(
            CallSettings settings,
            Engine engine,
            Supplier<List<Tool>> tools,
            SpokenTexts texts,
            PhraseAudio phrases,
            CallRecords records,
            CallMetrics metrics,
            Ledger ledger,
            Time time,
            int maxCalls) {
        this(
                () -> new Reception.Welcome(settings, tools.get(), ledger, Ringing.OFF),
                engine,
                texts,
                phrases,
                records,
                metrics,
                time,
                Limits.of(maxCalls));
    }

    /// The same, by what is decided for each.
    public SwitchboardParts(
            Supplier<Reception.Welcome> welcome,
            Engine engine,
            SpokenTexts texts,
            PhraseAudio phrases,
            CallRecords records,
            CallMetrics metrics,
            Time time,
            Limits limits) {
        this(
                Receptionist.always(welcome),
                welcome,
                engine,
                texts,
                phrases,
                records,
                metrics,
                time,
                limits);
    }

    /// Calls that cost nothing.
    public SwitchboardParts(
            CallSettings settings,
            Engine engine,
            List<Tool> tools,
            SpokenTexts texts,
            PhraseAudio phrases,
            CallRecords records,
            CallMetrics metrics,
            Time time,
            int maxCalls) {
        this(
                settings,
                engine,
                always(tools),
                texts,
                phrases,
                records,
                metrics,
                Ledger.none(),
                time,
                maxCalls);
    }

    private static Supplier<List<Tool>> always(List<Tool> tools) {
        var copy = List.copyOf(tools);
        return () -> copy;
    }
}
