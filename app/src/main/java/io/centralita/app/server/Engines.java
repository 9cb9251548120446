package io.centralita.app.server;

import io.centralita.app.settings.Keys.EngineChoice;
import io.centralita.app.settings.Settings;
import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Engine;
import io.centralita.call.scope.Time;
import io.centralita.engine.ladder.LadderEngine;
import io.centralita.engine.ladder.LadderSettings;
import io.centralita.engine.ladder.Rung;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the one engine that calls are served by: the one that was chosen, and under it those that
/// take over. Belongs to one thread.
final class Engines {
    private final Settings settings;
    private final OfflineEngine offline;
    private final Ledger ledger;

    Engines(Settings settings, OfflineEngine offline, Ledger ledger) {
        this.settings = settings;
        this.offline = offline;
        this.ledger = ledger;
    }

    Engine open() {
        var calls = settings.calls();
        Map<String, Rung> rungs = new LinkedHashMap<>();
        rungs.put(calls.engine().engineName(), rung(calls.engine()));
        for (var next : calls.fallback()) {
            rungs.computeIfAbsent(next.engineName(), _ -> rung(next));
        }
        var order = List.copyOf(rungs.values());
        return order.size() == 1 && calls.engine().free()
                ? order.getFirst().engine()
                : new LadderEngine(order, LadderSettings.DEFAULTS, Time.SYSTEM);
    }

    /// One that costs money is passed over once the day's is spent.
    private Rung rung(EngineChoice choice) {
        var engine = engine(choice);
        return choice.free() ? Rung.of(engine) : new Rung(engine, this::dayUsedUp);
    }

    private Engine engine(EngineChoice choice) {
        return switch (choice) {
            case AUTO, OFFLINE, PIPELINE -> offline.engine(choice.engineName());
        };
    }

    private Optional<String> dayUsedUp() {
        return ledger.isDayUsedUp() ? Optional.of(Ledger.DAILY_LIMIT) : Optional.empty();
    }
}
