package io.centralita.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.centralita.call.engine.EngineFailure;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.fake.chat.Brains;
import io.centralita.fake.chat.Misbehaviour;
import io.centralita.fake.chat.Misbehaviour.Garbage;
import io.centralita.fake.chat.Plan;
import io.centralita.fake.chat.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// The key goes to the service and nowhere else, and what callers say is in no log line.
final class ChatSecretsTest {
    private static final String KEY = "sk-verysecret-4711";
    private static final String SAID = "me llamo Aurelia Quintanar";

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
        var logger = (Logger) LoggerFactory.getLogger("io.centralita");
        loggers.add(logger);
        levels.add(logger.getLevel());
        logger.setLevel(Level.TRACE);
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
                Plan.every(new Misbehaviour.Answer(400)),
                Plan.every(new Misbehaviour.Answer(401)),
                Plan.every(new Misbehaviour.Answer(404)),
                Plan.every(new Misbehaviour.Answer(429)),
                Plan.every(new Misbehaviour.Answer(503)),
                Plan.every(new Misbehaviour.ResetAtConnect()),
                Plan.every(new Misbehaviour.NeverAnswer()),
                Plan.every(3, new Misbehaviour.Reset()),
                Plan.every(3, new Misbehaviour.Send(Garbage.NOT_JSON)),
                Plan.every(3, new Misbehaviour.Fail("server_error")));
    }

    @ParameterizedTest
    @MethodSource("badDays")
    void nothing_that_is_secret_is_in_a_log_line_or_a_failure(Plan plan) throws Exception {
        var service =
                Settings.DEFAULT
                        .withKey(KEY)
                        .withBrain(Brains.saying(SAID.repeat(4)))
                        .withPlan(plan);
        try (var rig = new ChatRig(service, from -> ChatRig.patient(keyed(from), ChatRig.SHORT))) {
            var heard = rig.ask(SAID);
            secret(stackTrace(Objects.requireNonNull(heard.failure)));
        }
        assertThat(lines.text()).contains("model gave no reply");
        secret(lines.text());
    }

    @Test
    void a_wrong_key_is_in_no_log_line_either() throws Exception {
        try (var rig = new ChatRig(Settings.DEFAULT, ChatSecretsTest::keyed)) {
            assertThat(rig.ask(SAID).failure).isEqualTo(new EngineFailure.Rejected("http-401"));
        }
        secret(lines.text());
    }

    @Test
    void settings_do_not_print_it() {
        secret(keyed(ChatRig.settings(URI.create("https://api.openai.com/v1"))).toString());
    }

    private static ChatSettings keyed(ChatSettings from) {
        return new ChatSettings(
                from.baseUrl(),
                new ApiKey(KEY),
                from.auth(),
                from.model(),
                null,
                0,
                "",
                from.patience());
    }

    private static String stackTrace(EngineFailure failure) {
        var text = new StringWriter().append(failure.toString());
        var cause =
                switch (failure) {
                    case EngineFailure.Unreachable(_, var thrown) -> thrown;
                    case EngineFailure.Broken(_, var thrown) -> thrown;
                    case EngineFailure.Rejected _, EngineFailure.RateLimited _ -> null;
                };
        if (cause != null) {
            cause.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    private static void secret(String text) {
        assertThat(text).doesNotContain("verysecret").doesNotContain("Quintanar");
    }
}
