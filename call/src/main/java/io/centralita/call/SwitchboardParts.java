package io.centralita.call;

import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Engine;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import io.centralita.call.text.PhraseAudio;
import io.centralita.call.text.SpokenTexts;
import io.centralita.call.tool.Tool;
import java.util.List;
import java.util.function.Supplier;

/// What a switchboard is put together from.
///
/// @param tools what the assistant can look up, asked for at the beginning of each call
/// @param ledger what calls cost, and how much they may
/// @param maxCalls calls at a time; the next caller is refused as busy
public record SwitchboardParts(
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

    public SwitchboardParts {
        if (maxCalls < 1) {
            throw new IllegalArgumentException("maxCalls must be at least 1, not " + maxCalls);
        }
    }

    private static Supplier<List<Tool>> always(List<Tool> tools) {
        var copy = List.copyOf(tools);
        return () -> copy;
    }
}
