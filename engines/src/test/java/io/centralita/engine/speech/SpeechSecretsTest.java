package io.centralita.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.centralita.call.scope.Time;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.fake.speech.Endpoint;
import io.centralita.fake.speech.SpeechSettings;
import io.centralita.fake.speech.Trouble;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// The key goes to the server and nowhere else, and what was said goes into no log.
@Timeout(60)
class SpeechSecretsTest {
    private static final String KEY = "sk-verysecret-4711";
    private static final String SAID = "mi contraseña es sésamo";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.centralita");
    private final Lines lines = new Lines();

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final StringBuilder all = new StringBuilder();

        @Override
        protected synchronized void append(ILoggingEvent event) {
            all.append(event.getFormattedMessage()).append(event.getKeyValuePairs());
            for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                all.append(cause.getMessage());
            }
        }

        synchronized String text() {
            return all.toString();
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    static Stream<Trouble> badDays() {
        var echo = "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(KEY + " !", SAID);
        return Stream.of(
                new Trouble.Answer(401, "Incorrect key " + KEY, null),
                new Trouble.Answer(400, SAID, null),
                new Trouble.Answer(404, KEY, null),
                new Trouble.Answer(500, KEY + " or so", null),
                new Trouble.Other("application/json", echo.getBytes(StandardCharsets.UTF_8)),
                new Trouble.Reset(),
                new Trouble.BreakOff(3, true));
    }

    @ParameterizedTest
    @MethodSource("badDays")
    void neither_logs_nor_errors_hold_the_key_or_what_was_said(Trouble trouble) {
        var settings =
                SpeechSettings.DEFAULT
                        .withKey(KEY)
                        .withTexts(SAID)
                        .withEvery(Endpoint.SPEECH, trouble)
                        .withEvery(Endpoint.TRANSCRIPTIONS, trouble);
        try (var rig = new SpeechRig(settings);
                var recogniser = recogniser(rig.server.baseUri());
                var voice = voice(rig.server.baseUri())) {
            var hearing =
                    new FailoverRecogniser(
                            List.of(new SpeechPart<>("a", recogniser)),
                            Duration.ofSeconds(30),
                            SpeechWatcher.NONE,
                            Time.SYSTEM);
            var speaking =
                    new FailoverSynthesiser(
                            List.of(new SpeechPart<>("b", voice)),
                            Duration.ofSeconds(30),
                            SpeechWatcher.NONE,
                            Time.SYSTEM);
            var told =
                    thrown(() -> HttpRecogniserTest.hear(hearing, SpeechRig.speech(500)))
                            + thrown(
                                    () ->
                                            speaking.speak(
                                                    SAID,
                                                    Voice.of(Locale.of("es")),
                                                    new SpeechRig.Heard()));
            assertThat(told).isNotEmpty().doesNotContain(KEY).doesNotContain("sésamo");
            assertThat(lines.text())
                    .contains("speech part failed")
                    .doesNotContain(KEY)
                    .doesNotContain("sésamo");
        }
    }

    @Test
    void the_key_is_shown_in_one_header() throws Exception {
        try (var rig = new SpeechRig(SpeechSettings.DEFAULT.withKey(KEY));
                var recogniser = recogniser(rig.server.baseUri())) {
            HttpRecogniserTest.hear(recogniser, SpeechRig.speech(500));
            var asked = rig.server.exchange(Endpoint.TRANSCRIPTIONS, 1);
            assertThat(asked.header("Authorization")).hasValue("Bearer " + KEY);
            assertThat(asked.fields().values()).noneMatch(value -> value.contains(KEY));
            assertThat(place(rig.server.baseUri()).toString()).doesNotContain(KEY);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static String thrown(Step step) {
        try {
            step.run();
            return "";
        } catch (Exception e) {
            var text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }

    private static SpeechPlace place(URI base) {
        return new SpeechPlace("openai", base, new ApiKey(KEY), Auth.BEARER, SpeechRig.PATIENT);
    }

    private static HttpRecogniser recogniser(URI base) {
        return new HttpRecogniser(
                place(base),
                RecogniserOptions.of("gpt-4o-mini-transcribe", List.of()),
                Time.SYSTEM);
    }

    private static HttpSynthesiser voice(URI base) {
        return new HttpSynthesiser(
                place(base),
                VoiceOptions.of("gpt-4o-mini-tts", "marin"),
                SpeechWatcher.NONE,
                Time.SYSTEM);
    }
}
