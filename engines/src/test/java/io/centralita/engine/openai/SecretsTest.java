package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.centralita.call.engine.EngineEvent;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.Moment;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// The key goes to the service and nowhere else.
final class SecretsTest {
    private static final String KEY = "sk-verysecret-4711";
    private static final Settings TALKS =
            Settings.DEFAULT.withKey(KEY).withBrain(PhoneBrain.saying("Sí."));

    private final Listening lines = new Listening();
    private final List<Logger> loggers = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();

    /// Everything that is logged, whole.
    private static final class Listening extends AppenderBase<ILoggingEvent> {
        private final StringBuilder all = new StringBuilder();

        @Override
        protected synchronized void append(ILoggingEvent event) {
            all.append(event.getLevel())
                    .append(event.getFormattedMessage())
                    .append(event.getKeyValuePairs())
                    .append(event.getMDCPropertyMap());
            for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                all.append(cause.getClassName()).append(cause.getMessage());
            }
            all.append('\n');
        }

        synchronized String text() {
            return all.toString();
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        listen("io.centralita", Level.TRACE);
        listen("io.vertx", Level.DEBUG);
        listen("io.netty", Level.DEBUG);
    }

    private void listen(String name, Level level) {
        var logger = (Logger) LoggerFactory.getLogger(name);
        loggers.add(logger);
        levels.add(logger.getLevel());
        logger.setLevel(level);
        logger.setAdditive(false);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        for (int i = 0; i < loggers.size(); i++) {
            loggers.get(i).detachAppender(lines);
            loggers.get(i).setAdditive(true);
            loggers.get(i).setLevel(levels.get(i));
        }
    }

    static Stream<Plan> badDays() {
        return Stream.of(
                Plan.NONE,
                Plan.every(new Misbehaviour.Answer(401)),
                Plan.every(new Misbehaviour.Answer(403)),
                Plan.every(new Misbehaviour.Answer(404)),
                Plan.every(new Misbehaviour.Answer(429, Duration.ofSeconds(60))),
                Plan.every(new Misbehaviour.Answer(503)),
                Plan.every(new Misbehaviour.ResetAtConnect()),
                Plan.every(new Misbehaviour.NeverAnswer()),
                Plan.first(new Moment.Configured(), new Misbehaviour.Reset()),
                Plan.first(new Moment.Opened(), new Misbehaviour.Expire()));
    }

    @ParameterizedTest
    @MethodSource("badDays")
    void the_key_is_in_no_log_line_event_or_failure(Plan plan) {
        try (var rig =
                new OpenAiRig(
                        TALKS.withPlan(plan),
                        new OpenAiSettings.Patience(
                                Duration.ofMillis(300),
                                Duration.ofSeconds(1),
                                Duration.ofMillis(600),
                                Duration.ofMillis(600),
                                Duration.ofMillis(600),
                                Duration.ofHours(1)))) {
            var call = rig.dial();
            call.awaitEvents(
                    "an end or a beginning",
                    all ->
                            all.stream()
                                    .anyMatch(
                                            one ->
                                                    one instanceof EngineEvent.Ready
                                                            || one instanceof EngineEvent.Failed));
            call.session().greet();
            call.turn();
            OpenAiRig.settle(Duration.ofMillis(100));
            call.close();
            secret(call.events().toString());
            for (var failed : call.all(EngineEvent.Failed.class)) {
                secret(stackTrace(failed.failure()));
            }
        }
        assertThat(lines.text()).isNotEmpty();
        secret(lines.text());
    }

    @Test
    void a_wrong_key_is_in_no_log_line_either() {
        try (var rig =
                new OpenAiRig(
                        Settings.DEFAULT,
                        standard ->
                                new OpenAiSettings(
                                        standard.name(),
                                        standard.baseUrl(),
                                        new OpenAiSettings.ApiKey(KEY),
                                        standard.auth(),
                                        standard.options(),
                                        standard.patience()))) {
            secret(AtTheDoorTest.failed(rig.dial()).toString());
        }
        secret(lines.text());
    }

    @Test
    void settings_do_not_print_it() {
        var settings =
                new OpenAiSettings(
                        "openai",
                        URI.create("https://api.openai.com/v1"),
                        new OpenAiSettings.ApiKey(KEY),
                        OpenAiSettings.Auth.BEARER,
                        SessionOptions.DEFAULTS,
                        OpenAiSettings.Patience.DEFAULT);
        secret(settings.toString());
        secret(settings.apiKey().toString());
    }

    @Test
    void blanks_around_a_key_are_no_part_of_it() {
        try (var rig =
                new OpenAiRig(
                        TALKS,
                        standard ->
                                new OpenAiSettings(
                                        standard.name(),
                                        standard.baseUrl(),
                                        new OpenAiSettings.ApiKey(" " + KEY + "\r\n"),
                                        standard.auth(),
                                        standard.options(),
                                        standard.patience()))) {
            rig.greeted();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a b", "clé"})
    void what_cannot_be_a_key_is_refused_without_being_quoted(String part) {
        var value = KEY + part;
        assertThatThrownBy(() -> new OpenAiSettings.ApiKey(value))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refusal -> secret(refusal.toString()));
    }

    private static String stackTrace(Object failure) {
        var text = new StringWriter().append(failure.toString());
        if (failure instanceof io.centralita.call.engine.EngineFailure.Unreachable(_, var cause)
                && cause != null) {
            cause.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    private static void secret(String text) {
        assertThat(text).doesNotContain(KEY).doesNotContain("verysecret");
    }
}
