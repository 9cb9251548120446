package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.settings.SettingsReader;
import io.centralita.call.scope.Time;
import io.centralita.engine.pipeline.PipelineSettings;
import io.centralita.engine.pipeline.SpeechRecogniser;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.fake.speech.Endpoint;
import io.centralita.fake.speech.SpeechServer;
import io.centralita.fake.speech.SpeechSettings;
import io.centralita.fake.speech.Trouble;
import io.centralita.media.Tones;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// From settings to parts that serve, and to the next when one fails.
@Timeout(60)
class SpeechPartsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Locale SPANISH = Locale.of("es");

    @TempDir Path directory;

    private final Closers closers = new Closers();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> saidHere = new ArrayList<>();

    private final SpeechRecogniser ears =
            new SpeechRecogniser() {
                @Override
                public int sampleRateHz() {
                    return 16_000;
                }

                @Override
                public boolean speaks(Locale language) {
                    return true;
                }

                @Override
                public Recognition open(Locale language, int bandwidthHz) {
                    return new Recognition() {
                        @Override
                        public void accept(short[] pcm, int offset, int length) {}

                        @Override
                        public Transcript finish() {
                            return new Transcript("oído aquí", 1);
                        }

                        @Override
                        public void close() {}
                    };
                }
            };

    private final SpeechSynthesiser voice =
            new SpeechSynthesiser() {
                @Override
                public int sampleRateHz() {
                    return 22_050;
                }

                @Override
                public boolean speaks(Locale language) {
                    return true;
                }

                @Override
                public void speak(String text, Voice how, Sink sink) throws InterruptedException {
                    saidHere.add(text);
                    sink.accept(new short[2_205], 0, 2_205);
                }
            };

    @AfterEach
    void close() {
        closers.close();
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    private SpeechParts parts(Map<String, String> environment) throws Exception {
        var settings = SettingsReader.read(directory, environment).settings();
        return new SpeechParts(
                settings.speech(),
                PipelineSettings.DEFAULTS,
                new SpeechMeters(registry),
                Time.SYSTEM,
                closers);
    }

    private SpeechParts at(SpeechServer server, Map<String, String> more) throws Exception {
        var environment = new HashMap<>(more);
        environment.put("OPENAI_BASE_URL", server.baseUri().toString());
        environment.put("OPENAI_API_KEY", SpeechSettings.KEY);
        return parts(environment);
    }

    private static String hear(SpeechRecogniser recogniser) throws Exception {
        try (var recognition = recogniser.open(SPANISH, 4_000)) {
            var turn = Tones.sine(300, -20, Duration.ofMillis(800), recogniser.sampleRateHz());
            recognition.accept(turn, 0, turn.length);
            return recognition.finish().text();
        }
    }

    private static int say(SpeechSynthesiser synthesiser, String text) throws Exception {
        var samples = new int[1];
        synthesiser.speak(
                text,
                Voice.of(SPANISH),
                (_, _, length) -> {
                    samples[0] += length;
                    return true;
                });
        return samples[0] * 1_000 / synthesiser.sampleRateHz();
    }

    @Test
    void by_default_they_are_the_embedded_ones_themselves() throws Exception {
        var parts = parts(Map.of());
        assertThat(parts.recogniser(() -> ears, List.of())).isSameAs(ears);
        assertThat(parts.synthesiser(() -> voice)).isSameAs(voice);
    }

    @Test
    void a_server_hears_and_speaks_where_it_is_named_first() throws Exception {
        var well = SpeechSettings.DEFAULT.withTexts("oído allí");
        try (var server = SpeechServer.start(VERTX, well)) {
            var parts =
                    at(
                            server,
                            Map.of(
                                    "STT", "openai,offline",
                                    "TTS", "openai,offline",
                                    "TTS_VOICE", "cedar",
                                    "TTS_SPEED", "2"));
            assertThat(hear(parts.recogniser(() -> ears, List.of("WAN")))).isEqualTo("oído allí");
            assertThat(say(parts.synthesiser(() -> voice), "Hola, buenos días.")).isEqualTo(540);

            assertThat(saidHere).isEmpty();
            assertThat(server.exchange(Endpoint.TRANSCRIPTIONS, 1).fields())
                    .containsEntry("prompt", "WAN.");
            assertThat(server.exchange(Endpoint.SPEECH, 1).fields())
                    .containsEntry("voice", "cedar")
                    .containsEntry("speed", "2.0");
            assertThat(registry.get("centralita.speech.characters").counter().count())
                    .isEqualTo(18);
        }
    }

    @Test
    void the_embedded_parts_take_over_from_a_server_that_fails() throws Exception {
        var ill =
                SpeechSettings.DEFAULT
                        .withEvery(Endpoint.TRANSCRIPTIONS, new Trouble.Answer(500))
                        .withEvery(Endpoint.SPEECH, new Trouble.Answer(401, "invalid", null));
        try (var server = SpeechServer.start(VERTX, ill)) {
            var parts = at(server, Map.of("STT", "openai,offline", "TTS", "openai,offline"));
            assertThat(hear(parts.recogniser(() -> ears, List.of()))).isEqualTo("oído aquí");
            assertThat(say(parts.synthesiser(() -> voice), "Hola.")).isEqualTo(100);

            assertThat(saidHere).containsExactly("Hola.");
            for (var role : new String[] {"recogniser", "synthesiser"}) {
                assertThat(
                                registry.get("centralita.speech.changes")
                                        .tags("role", role, "from", "openai", "to", "offline")
                                        .counter()
                                        .count())
                        .isEqualTo(1);
            }
            assertThat(
                            registry.get("centralita.speech.failures")
                                    .tags("role", "synthesiser", "part", "openai")
                                    .tag("why", "rejected")
                                    .counter()
                                    .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_server_that_never_answers_is_not_waited_for_for_ever() throws Exception {
        var mute = SpeechSettings.DEFAULT.withEvery(Endpoint.SPEECH, new Trouble.NeverAnswer());
        try (var server = SpeechServer.start(VERTX, mute)) {
            var parts = at(server, Map.of("TTS", "openai,offline"));
            assertThat(say(parts.synthesiser(() -> voice), "Hola.")).isEqualTo(100);
        }
    }
}
