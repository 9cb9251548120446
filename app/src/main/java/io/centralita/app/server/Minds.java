package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.CallMetrics;
import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.OfferEngine;
import io.centralita.call.text.PhraseAudio;
import io.centralita.call.text.SpokenTexts;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who hears, thinks and speaks in calls, and the switchboard's own sentences in their voice.
///
/// @param engine that calls are served by
/// @param offers the same, for browsers that it takes straight; empty where it takes none
/// @param voice speaks sentences of ours outside calls
record Minds(
        OfflineEngine offline,
        Engine engine,
        Optional<OfferEngine> offers,
        HousePhrases voice,
        PhraseAudio phrases) {
    /// What they are made with.
    ///
    /// @param voices the machine's
    /// @param ledgers of tenants; does not block
    /// @param house the ledger of what is used outside calls
    record House(
            Vertx vertx,
            MachineVoice voices,
            SpokenTexts texts,
            @Nullable NetworkService network,
            Function<String, Ledger> ledgers,
            Ledger house,
            CallMetrics metrics,
            MeterRegistry registry,
            ServerWatcher watcher,
            Closers closers) {}

    /// Loads models and renders sentences: takes some seconds.
    static Minds open(Settings settings, House house) throws StartFailure, InterruptedException {
        var closers = house.closers();
        var sentences = HouseSentences.of(house.texts(), settings);
        var offline =
                closers.add(
                        "engine",
                        OfflineEngine.open(
                                settings,
                                house.voices(),
                                sentences,
                                house.network(),
                                house.watcher()));
        var speech = new SpeechMeters(house.registry());
        var engines =
                new Engines(settings, offline, house.ledgers(), speech, house.vertx(), closers);
        var engine = engines.open();
        var offers = engines.offers();
        var voice =
                new HousePhrases(
                        settings,
                        speech,
                        usage -> Books.bookOutsideCalls(usage, house.house(), house.metrics()),
                        house.vertx(),
                        closers);
        return new Minds(offline, engine, offers, voice, voice.open(sentences, offline.phrases()));
    }
}
