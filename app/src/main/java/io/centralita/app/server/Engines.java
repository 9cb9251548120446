package io.centralita.app.server;

import io.centralita.app.settings.Keys.EngineChoice;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SpeechSettings.Choice;
import io.centralita.app.settings.UnheardCalls;
import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.OfferEngine;
import io.centralita.call.engine.UsageKind;
import io.centralita.call.scope.CallScope;
import io.centralita.call.scope.Time;
import io.centralita.engine.chat.ChatCompletionsModel;
import io.centralita.engine.ladder.LadderEngine;
import io.centralita.engine.ladder.LadderSettings;
import io.centralita.engine.ladder.Rung;
import io.centralita.engine.openai.OpenAiEngine;
import io.centralita.engine.openai.OpenAiOffers;
import io.centralita.engine.openai.OpenAiSettings;
import io.centralita.engine.pipeline.PipelineEngine;
import io.centralita.engine.pipeline.PipelineParts;
import io.centralita.engine.speech.SpeechWatcher;
import io.centralita.tenant.profile.Tenant;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes the one engine that calls are served by: the one that was chosen, and under it those that
/// take over. Belongs to one thread.
final class Engines {
    private final Settings settings;
    private final OfflineEngine offline;
    private final Function<String, Ledger> ledgers;
    private final SpeechWatcher watcher;
    private final Vertx vertx;
    private final Closers closers;

    /// @param ledgers of tenants; does not block
    /// @param watcher sees what recognisers and voices elsewhere do
    /// @param closers gets what has to be closed
    Engines(
            Settings settings,
            OfflineEngine offline,
            Function<String, Ledger> ledgers,
            SpeechWatcher watcher,
            Vertx vertx,
            Closers closers) {
        this.settings = settings;
        this.offline = offline;
        this.ledgers = ledgers;
        this.watcher = watcher;
        this.vertx = vertx;
        this.closers = closers;
    }

    Engine open() {
        var calls = settings.calls();
        Map<String, Rung> rungs = new LinkedHashMap<>();
        rungs.put(calls.engine().engineName(), rung(calls.engine()));
        for (var next : calls.fallback()) {
            rungs.computeIfAbsent(next.engineName(), _ -> rung(next));
        }
        var order = List.copyOf(rungs.values());
        return order.size() == 1 && isFree(calls.engine())
                ? order.getFirst().engine()
                : new LadderEngine(order, LadderSettings.DEFAULTS, Time.SYSTEM);
    }

    /// Takes callers of browsers straight, where the engine that was chosen can and may; closed
    /// with the others.
    Optional<OfferEngine> offers() {
        if (!UnheardCalls.are(settings)) {
            return Optional.empty();
        }
        var where = settings.openAi().main();
        var offers = new OpenAiOffers(vertx, where, this::dayUsedUp, Time.SYSTEM);
        return Optional.of(closers.add("offers to " + where.name(), offers));
    }

    /// One that costs money is passed over once the day's is spent.
    private Rung rung(EngineChoice choice) {
        var engine = engine(choice);
        return isFree(choice) ? Rung.of(engine) : new Rung(engine, this::dayUsedUp);
    }

    /// A chat model that wants no key is one's own.
    private boolean isFree(EngineChoice choice) {
        var chat = settings.chat();
        return choice.free()
                || (choice == EngineChoice.PIPELINE
                        && chat != null
                        && chat.apiKey().value().isEmpty()
                        && !settings.speech().usesServers());
    }

    private Engine engine(EngineChoice choice) {
        return switch (choice) {
            case OPENAI -> openAi(settings.openAi().main());
            case OPENAI_FALLBACK -> openAi(settings.openAi().fallback());
            case PIPELINE -> pipeline(choice.engineName());
            case AUTO, OFFLINE -> offline.engine(choice.engineName());
        };
    }

    private Engine pipeline(String name) {
        var where = Objects.requireNonNull(settings.chat(), "CHAT_BASE_URL");
        var chat = closers.add("chat model", new ChatCompletionsModel(where, Time.SYSTEM));
        var deadlines = offline.pipeline();
        expectPrices();
        var speech = new SpeechParts(settings.speech(), deadlines, watcher, Time.SYSTEM, closers);
        var parts =
                new PipelineParts(
                        speech.recogniser(offline::recogniser, offline.names()),
                        chat,
                        speech.synthesiser(offline::synthesiser));
        return new PipelineEngine(name, parts, deadlines, Time.SYSTEM);
    }

    /// What nobody knows the price of is told at the start, not at the first call.
    private void expectPrices() {
        var ledger = ledgers.apply(Tenant.DEFAULT);
        var hearing = settings.speech().recogniser();
        if (hearing.order().contains(Choice.OPENAI)) {
            ledger.expect(
                    hearing.model(),
                    List.of(
                            Set.of(UsageKind.INPUT_AUDIO, UsageKind.OUTPUT_TEXT),
                            Set.of(UsageKind.TRANSCRIBED_MS)));
        }
        var speaking = settings.speech().synthesiser();
        if (speaking.order().contains(Choice.OPENAI)) {
            ledger.expect(
                    speaking.options().model(),
                    List.of(Set.of(UsageKind.SPOKEN_CHARACTERS, UsageKind.SPOKEN_MS)));
        }
    }

    private Engine openAi(OpenAiSettings where) {
        return closers.add(where.name(), new OpenAiEngine(vertx, where, Time.SYSTEM));
    }

    /// For the tenant of the call that asks.
    private Optional<String> dayUsedUp() {
        var tenant =
                CallScope.CURRENT.isBound() ? CallScope.CURRENT.get().tenant() : Tenant.DEFAULT;
        return dayUsedUp(tenant);
    }

    private Optional<String> dayUsedUp(String tenant) {
        return ledgers.apply(tenant).isDayUsedUp()
                ? Optional.of(Ledger.DAILY_LIMIT)
                : Optional.empty();
    }
}
