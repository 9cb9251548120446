package io.centralita.app.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.demo.AnswerJudge;
import io.centralita.app.demo.AnswerJudge.Verdict;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.demo.Speech;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.record.CallReport;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.Settings;
import io.centralita.media.Levels;
import io.centralita.media.Recording;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The real server, an Asterisk beside it, and the voice that both sides speak with.
final class PhoneHouse implements AutoCloseable {
    static final Locale SPANISH = Locale.of("es");
    static final String CALLER = "+34600000146";

    /// At which a phone takes the other side to speak.
    private static final double AUDIBLE_DBFS = -40;

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Vertx vertx = Vertx.vertx();
    private final EspeakSynthesiser voice;
    private final Path directory;
    private final Map<String, String> environment;
    final FakeAsterisk asterisk;
    Server server;

    /// @param pbx how the Asterisk is
    /// @param changes to the settings of the server
    PhoneHouse(Path directory, Settings pbx, Map<String, String> changes) throws Exception {
        this.directory = directory;
        voice = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
        asterisk = FakeAsterisk.start(vertx, pbx);
        environment = environment(directory, asterisk);
        environment.putAll(changes);
        server = start();
    }

    static Map<String, String> environment(Path directory, FakeAsterisk asterisk) {
        var environment = new HashMap<String, String>();
        environment.put("DATA_DIR", directory.resolve(UUID.randomUUID().toString()).toString());
        environment.put("ENGINE", "offline");
        environment.put("LANGUAGE", "es");
        environment.put("HTTP_PORT", "0");
        environment.put("MIKROTIK_API_PORT", "0");
        environment.put("RINGING", "off");
        environment.put("ASTERISK_HOST", asterisk.host());
        environment.put("ASTERISK_PORT", "" + asterisk.port());
        environment.put("ASTERISK_USERNAME", Settings.USERNAME);
        environment.put("ASTERISK_PASSWORD", Settings.PASSWORD);
        environment.put("AUDIOSOCKET_PORT", "0");
        return environment;
    }

    private Server start() throws Exception {
        var started =
                Server.start(
                        SettingsReader.read(directory, environment).settings(),
                        ServerWatcher.NOBODY);
        try (var api = new ServerApi(started.url(), Optional.empty())) {
            await(() -> isReady(api));
        }
        return started;
    }

    private static boolean isReady(ServerApi api) {
        try {
            return api.get("/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void restart() throws Exception {
        server.close();
        server = start();
    }

    FakePhone call(Call call) throws Exception {
        var phone = asterisk.call(call.from("Ana", CALLER));
        phone.answered().get(20, TimeUnit.SECONDS);
        return phone;
    }

    /// A caller who has heard the greeting to its end.
    FakePhone greeted(Call call) throws Exception {
        var phone = call(call);
        awaitReply(phone, 0);
        return phone;
    }

    /// Waits until something was said after a moment, and then nothing more for two seconds.
    ///
    /// @param sinceNanos by the phone's clock; 0 for the whole call
    void awaitReply(FakePhone phone, long sinceNanos) throws Exception {
        phone.hearsAbove(AUDIBLE_DBFS, sinceNanos).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await(
                () ->
                        phone.nanoTime() - phone.heard().lastAboveNanos(AUDIBLE_DBFS).orElseThrow()
                                > TimeUnit.SECONDS.toNanos(2));
    }

    /// Says something, and waits until it was said.
    ///
    /// @return when it was said, by the phone's clock
    long say(FakePhone phone, String text) throws Exception {
        var speech = spoken(text);
        phone.say(speech);
        long end = phone.nanoTime() + speech.duration().toNanos();
        await(() -> phone.nanoTime() - end >= 0);
        return end;
    }

    Recording spoken(String text) throws Exception {
        return Speech.withoutSilentEnd(Speech.of(voice, text, Voice.of(SPANISH))).at(8_000);
    }

    /// Whether a sentence was heard at a phone, in any of these wordings.
    Verdict judge(FakePhone phone, Collection<String> wordings) throws Exception {
        return new AnswerJudge(voice, Voice.of(SPANISH))
                .judge(phone.heard().recording().at(8_000), wordings, Duration.ZERO);
    }

    /// Milliseconds in which a phone heard anything.
    static long soundMs(FakePhone phone) {
        var recording = phone.heard().recording();
        int slot = recording.sampleRateHz() / 50;
        long sound = 0;
        for (int from = 0; from + slot <= recording.samples().length; from += slot) {
            if (Levels.rmsDbfs(recording.samples(), from, slot) > AUDIBLE_DBFS) {
                sound += 20;
            }
        }
        return sound;
    }

    /// The report of the only call, once it is over.
    CallReport report() {
        await(() -> server.records().latest(2).stream().anyMatch(PhoneHouse::isOver));
        return server.records().latest(2).stream().filter(PhoneHouse::isOver).findFirst().get();
    }

    private static boolean isOver(CallReport report) {
        return report.endedBy() != null;
    }

    JsonNode json(CallReport report) throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.report(report.id(), Duration.ofSeconds(10)).orElseThrow();
        }
    }

    String metrics() throws Exception {
        try (var api = new ServerApi(server.url(), Optional.empty())) {
            return api.get("/metrics").body();
        }
    }

    void assertNothingIsLeft() {
        await(() -> asterisk.leftovers().isEmpty() && server.liveCalls() == 0);
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it never came about").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Override
    public void close() {
        server.close();
        asterisk.close();
        voice.close();
        vertx.close();
    }
}
