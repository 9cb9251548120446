package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.cost.Ledger;
import io.centralita.call.cost.PriceList;
import io.centralita.call.cost.SpendingCaps;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.handover.Briefing.Spoken;
import io.centralita.call.leg.Onward;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.transfer.Destination;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.speech.SpeechWatcher;
import io.centralita.fake.speech.Endpoint;
import io.centralita.fake.speech.SpeechServer;
import io.centralita.fake.speech.SpeechSettings;
import io.centralita.media.AudioFormat;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who says what a person is told of a caller, by the settings.
@Timeout(120)
class HouseBriefingTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Onward ONWARD =
            new Onward(
                    new Destination("caja", "+34910000009"),
                    new Onward.Caller("CA1", "default", "+34600111222", Locale.of("es")),
                    List.of(new HistoryEntry.CallerSaid("No me funciona internet")));

    @TempDir Path directory;

    private final Closers closers = new Closers();
    private final Ledger ledger =
            new Ledger(
                    PriceList.bundled(),
                    new SpendingCaps(null, new BigDecimal("0.0000001")),
                    Time.SYSTEM,
                    ZoneId.of("UTC"));

    @AfterEach
    void close() {
        closers.close();
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void the_voice_of_the_calls_says_it_and_is_booked_and_a_model_that_is_away_is_done_without()
            throws Exception {
        try (var server = SpeechServer.start(VERTX, SpeechSettings.DEFAULT)) {
            var said = brief(server, Map.of("TTS", "openai"), Optional.of(new Machine()));
            assertThat(said.text()).contains("No me funciona internet", "Pulsa uno");
            assertThat(said.audio().length).isGreaterThan(Machine.SAMPLES / 2);
            assertThat(server.exchanges(Endpoint.SPEECH)).hasSize(1);
            assertThat(ledger.isDayUsedUp()).isTrue();
        }
    }

    @Test
    void the_machines_voice_says_it_where_callers_hear_that() throws Exception {
        try (var server = SpeechServer.start(VERTX, SpeechSettings.DEFAULT)) {
            var said =
                    brief(
                            server,
                            Map.of("TTS", "openai", "ENGINE", "offline"),
                            Optional.of(new Machine()));
            assertThat(said.audio()).hasSize(Machine.SAMPLES / 2); // half the rate, μ-law
            assertThat(server.exchanges(Endpoint.SPEECH)).isEmpty();
            assertThat(brief(server, Map.of("ENGINE", "offline"), Optional.empty()).audio())
                    .isEmpty();
        }
    }

    private Spoken brief(
            SpeechServer server, Map<String, String> more, Optional<SpeechSynthesiser> machine)
            throws Exception {
        var settings = HousePhrasesTest.settings(server, directory, more);
        var phrases = new HousePhrases(settings, SpeechWatcher.NONE, _ -> {}, VERTX, closers);
        return HouseBriefing.open(
                        settings, new BundledTexts(), phrases, machine, _ -> ledger, closers)
                .prepare(ONWARD, AudioFormat.PCMU_8K)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static final class Machine implements SpeechSynthesiser {
        static final int SAMPLES = 16_000;

        @Override
        public int sampleRateHz() {
            return 16_000;
        }

        @Override
        public boolean speaks(Locale language) {
            return true;
        }

        @Override
        public void speak(String text, Voice voice, Sink sink) throws InterruptedException {
            sink.accept(new short[SAMPLES], 0, SAMPLES);
        }
    }
}
