package io.centralita.app.server;

import io.centralita.app.settings.Keys.EngineChoice;
import io.centralita.app.settings.Settings;
import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Engine;
import io.centralita.call.scope.Time;
import io.centralita.call.text.PhraseAudio;
import io.centralita.engine.chat.ChatCompletionsModel;
import io.centralita.engine.ladder.LadderEngine;
import io.centralita.engine.ladder.LadderSettings;
import io.centralita.engine.ladder.Rung;
import io.centralita.engine.openai.OpenAiEngine;
import io.centralita.engine.openai.OpenAiSettings;
import io.centralita.engine.phrase.EngineVoice;
import io.centralita.engine.phrase.PhraseStore;
import io.centralita.engine.phrase.VoicedPhrases;
import io.centralita.engine.pipeline.PipelineEngine;
import io.centralita.engine.pipeline.PipelineParts;
import io.centralita.engine.speech.SpeechWatcher;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Makes the one engine that calls are served by: the one that was chosen, and under it those that
/// take over. Belongs to one thread.
final class Engines {
    private static final Duration SENTENCE_PATIENCE = Duration.ofSeconds(30);

    private final Settings settings;
    private final OfflineEngine offline;
    private final Ledger ledger;
    private final SpeechWatcher watcher;
    private final Vertx vertx;
    private final Closers closers;

    /// @param watcher sees what recognisers and voices elsewhere do
    /// @param closers gets what has to be closed
    Engines(
            Settings settings,
            OfflineEngine offline,
            Ledger ledger,
            SpeechWatcher watcher,
            Vertx vertx,
            Closers closers) {
        this.settings = settings;
        this.offline = offline;
        this.ledger = ledger;
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

    /// The switchboard's own sentences, in the order in which voices are preferred: the model's
    /// where that is wanted, this machine's, those that come with the program.
    PhraseAudio phrases(HouseSentences sentences) {
        if (!settings.calls().engine().isOpenAi() || !settings.openAi().phrases()) {
            return offline.phrases();
        }
        var where =
                settings.calls().engine() == EngineChoice.OPENAI
                        ? settings.openAi().main()
                        : settings.openAi().fallback();
        var options = where.options();
        var language = settings.calls().language();
        var voice =
                new EngineVoice(
                        openAi(where),
                        options.model() + "/" + options.voice() + "/" + options.speed(),
                        Set.of(language),
                        SENTENCE_PATIENCE);
        var store = new PhraseStore(settings.data().directory().resolve("phrases"));
        var voiced =
                VoicedPhrases.open(
                        voice, store, language, sentences.in(language), OfflineEngine.LEG_FORMATS);
        closers.add("phrases", voiced);
        return PhraseAudio.firstOf(List.of(voiced, offline.phrases()));
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
        var embedded = offline.parts();
        var parts =
                new SpeechParts(settings.speech(), deadlines, watcher, Time.SYSTEM, closers)
                        .around(
                                new PipelineParts(
                                        embedded.recogniser(), chat, embedded.synthesiser()),
                                offline.names());
        return new PipelineEngine(name, parts, deadlines, Time.SYSTEM);
    }

    private Engine openAi(OpenAiSettings where) {
        return closers.add(where.name(), new OpenAiEngine(vertx, where, Time.SYSTEM));
    }

    private Optional<String> dayUsedUp() {
        return ledger.isDayUsedUp() ? Optional.of(Ledger.DAILY_LIMIT) : Optional.empty();
    }
}
