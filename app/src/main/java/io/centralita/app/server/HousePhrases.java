package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SpeechSettings.Choice;
import io.centralita.call.engine.Usage;
import io.centralita.call.scope.Time;
import io.centralita.call.text.PhraseAudio;
import io.centralita.engine.openai.OpenAiEngine;
import io.centralita.engine.openai.OpenAiSettings;
import io.centralita.engine.phrase.EngineVoice;
import io.centralita.engine.phrase.PhraseStore;
import io.centralita.engine.phrase.PhraseVoice;
import io.centralita.engine.phrase.SynthesiserVoice;
import io.centralita.engine.phrase.VoicedPhrases;
import io.centralita.engine.speech.HttpSynthesiser;
import io.centralita.engine.speech.Patience;
import io.centralita.engine.speech.SpeechWatcher;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Has the switchboard's own sentences said by the voice that callers hear otherwise, where that
/// comes over the network and the settings want it. Belongs to one thread.
final class HousePhrases {
    private static final Duration SENTENCE_PATIENCE = Duration.ofSeconds(30);

    private final Settings settings;
    private final SpeechWatcher watcher;
    private final Consumer<Usage> used;
    private final Vertx vertx;
    private final Closers closers;
    private boolean looked;
    private @Nullable Function<Consumer<Usage>, PhraseVoice> voice;

    /// @param watcher sees what is asked of a synthesiser
    /// @param closers gets what has to be closed
    /// @param used is told what is used, for nothing of it belongs to a call
    HousePhrases(
            Settings settings,
            SpeechWatcher watcher,
            Consumer<Usage> used,
            Vertx vertx,
            Closers closers) {
        this.settings = settings;
        this.watcher = watcher;
        this.used = used;
        this.vertx = vertx;
        this.closers = closers;
    }

    /// The sentences in the order in which voices are preferred: that of the calls, then others.
    ///
    /// @param others what there is without it
    PhraseAudio open(HouseSentences sentences, PhraseAudio others) {
        var found = voice();
        if (found.isEmpty()) {
            return others;
        }
        var language = settings.calls().language();
        var voiced =
                VoicedPhrases.open(
                        found.get().apply(used),
                        new PhraseStore(settings.data().directory().resolve("phrases")),
                        language,
                        sentences.in(language),
                        LegFormats.of(settings));
        closers.add("phrases", voiced);
        return PhraseAudio.firstOf(List.of(voiced, others));
    }

    /// That voice, for somebody who is told what is used; empty where there is none.
    Optional<Function<Consumer<Usage>, PhraseVoice>> voice() {
        if (!looked) {
            looked = true;
            voice = find().orElse(null);
        }
        return Optional.ofNullable(voice);
    }

    private Optional<Function<Consumer<Usage>, PhraseVoice>> find() {
        var openAi = settings.openAi();
        return switch (settings.calls().engine()) {
            case OPENAI -> openAi.phrases() ? Optional.of(model(openAi.main())) : Optional.empty();
            case OPENAI_FALLBACK ->
                    openAi.phrases() ? Optional.of(model(openAi.fallback())) : Optional.empty();
            case PIPELINE -> synthesiser();
            case AUTO, OFFLINE -> Optional.empty();
        };
    }

    private Function<Consumer<Usage>, PhraseVoice> model(OpenAiSettings where) {
        var options = where.options();
        var engine = closers.add("phrases' model", new OpenAiEngine(vertx, where, Time.SYSTEM));
        return by ->
                new EngineVoice(
                        engine,
                        options.model() + "/" + options.voice() + "/" + options.speed(),
                        Set.of(settings.calls().language()),
                        SENTENCE_PATIENCE,
                        by);
    }

    /// The first voice of the pipeline, alone: what another one says is not kept as its.
    private Optional<Function<Consumer<Usage>, PhraseVoice>> synthesiser() {
        var wanted = settings.speech().synthesiser();
        if (!wanted.phrases() || wanted.order().getFirst() != Choice.OPENAI) {
            return Optional.empty();
        }
        var place = SpeechParts.place(wanted.server(), Patience.forSpeech(SENTENCE_PATIENCE));
        var synthesiser =
                closers.add(
                        "phrases' synthesiser",
                        new HttpSynthesiser(place, wanted.options(), watcher, Time.SYSTEM));
        var where = wanted.server().baseUrl();
        var name =
                "%s:%d%s %s"
                        .formatted(
                                where.getHost(),
                                where.getPort(),
                                where.getRawPath(),
                                wanted.options().signature());
        return Optional.of(by -> new SynthesiserVoice(synthesiser, name, by));
    }
}
