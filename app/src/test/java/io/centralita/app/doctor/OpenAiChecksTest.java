package io.centralita.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.doctor.Examination.Outcome;
import io.centralita.app.doctor.Examination.Status;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.ModelServer;
import io.centralita.fake.model.server.Moment;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Settings;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the doctor says of a realtime model, whatever state it is in.
class OpenAiChecksTest {
    private static final String KEY = "sk-find-me-0815";
    private static final Vertx VERTX = Vertx.vertx();
    private static final Settings WELL =
            Settings.DEFAULT.withKey(KEY).withBrain(Brains.saying("Hola, soy la centralita."));

    @TempDir Path directory;

    private final List<String> lines = new ArrayList<>();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void a_model_that_serves_passes_without_costing_anything() throws Exception {
        try (var server = ModelServer.start(VERTX, WELL)) {
            var found = examine(server, Map.of(), false);

            assertThat(found)
                    .extracting(Outcome::status)
                    .containsExactly(Status.PASS, Status.PASS, Status.NOTE, Status.PASS);
            assertThat(found.getFirst().detail()).contains("gpt-realtime-2.1");
            assertThat(server.connection(1).ask(ModelConversation::responsesCreated)).isEmpty();
        }
    }

    @Test
    void one_sentence_is_timed_and_its_cost_told() throws Exception {
        try (var server = ModelServer.start(VERTX, WELL)) {
            var speech = examine(server, Map.of(), true).get(2);

            assertThat(speech.status()).isEqualTo(Status.PASS);
            assertThat(speech.detail()).containsPattern("[0-9]+ ms").contains("USD");
        }
    }

    @Test
    void a_wrong_key_is_named_in_both_checks_and_never_shown() throws Exception {
        try (var server = ModelServer.start(VERTX, WELL.withKey("sk-another"))) {
            var found = examine(server, Map.of(), false);

            for (var outcome : found.subList(0, 2)) {
                assertThat(outcome.status()).isEqualTo(Status.FAIL);
                assertThat(outcome.detail()).contains("401");
                assertThat(outcome.remedy().orElseThrow()).contains("OPENAI_API_KEY");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, may not",
        "404, OPENAI_MODEL",
        "429, limit",
        "500, status page",
        "400, OPENAI_BASE_URL"
    })
    void each_refusal_has_its_own_remedy(int status, String remedy) throws Exception {
        var plan = Plan.every(new Misbehaviour.Answer(status));
        try (var server = ModelServer.start(VERTX, WELL.withPlan(plan))) {
            var session = examine(server, Map.of(), false).get(1);

            assertThat(session.status()).isEqualTo(Status.FAIL);
            assertThat(session.remedy().orElseThrow()).contains(remedy);
        }
    }

    @Test
    void a_server_without_a_list_of_models_is_no_failure() throws Exception {
        try (var server = ModelServer.start(VERTX, WELL.onAzure("deployment"))) {
            var found =
                    examine(
                            server.httpUri() + "/openai/v1",
                            Map.of("OPENAI_AUTH", "api-key", "OPENAI_MODEL", "deployment"),
                            false);

            assertThat(found)
                    .extracting(Outcome::status)
                    .containsExactly(Status.NOTE, Status.PASS, Status.NOTE, Status.NOTE);
        }
    }

    @Test
    void a_machine_that_reaches_nobody_is_told_of_its_proxy() throws Exception {
        int nobody;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = probe.getLocalPort();
        }
        var found = examine("http://127.0.0.1:" + nobody + "/v1", Map.of(), false);

        for (var outcome : found.subList(0, 2)) {
            assertThat(outcome.status()).isEqualTo(Status.FAIL);
            assertThat(outcome.remedy().orElseThrow()).contains("firewall", "HTTPS_PROXY");
        }
    }

    @Test
    void a_model_that_says_nothing_is_found_out() throws Exception {
        var plan =
                Plan.every(
                        new Moment.Configured(),
                        new Misbehaviour.FailNextResponse("insufficient_quota", false));
        try (var server = ModelServer.start(VERTX, WELL.withPlan(plan))) {
            var speech = examine(server, Map.of(), true).get(2);

            assertThat(speech.status()).isEqualTo(Status.FAIL);
            assertThat(speech.remedy()).isPresent();
        }
    }

    @Test
    void caps_that_see_no_price_are_a_failure() throws Exception {
        try (var server = ModelServer.start(VERTX, WELL)) {
            var prices =
                    examine(
                                    server,
                                    Map.of(
                                            "MAX_COST_PER_CALL", "1",
                                            "OPENAI_TRANSCRIPTION", "my-own-writer"),
                                    false)
                            .get(3);

            assertThat(prices.status()).isEqualTo(Status.FAIL);
            assertThat(prices.detail()).contains("my-own-writer");
        }
    }

    @Test
    void the_second_model_is_looked_at_where_it_may_take_over() throws Exception {
        try (var server = ModelServer.start(VERTX, WELL)) {
            var found =
                    examine(server, Map.of("ENGINE_FALLBACK", "openai-fallback, offline"), false);

            assertThat(found).hasSize(8);
            assertThat(found.get(4).name()).startsWith("openai-fallback");
            assertThat(found.get(5).status()).isEqualTo(Status.PASS);
        }
    }

    @Test
    void without_a_key_that_is_all_there_is_to_say() throws Exception {
        var found = run(Map.of(), Locale.ENGLISH, false);

        assertThat(found)
                .singleElement()
                .satisfies(
                        one -> assertThat(one.remedy().orElseThrow()).contains("OPENAI_API_KEY"));
    }

    private List<Outcome> examine(ModelServer server, Map<String, String> changes, boolean speak)
            throws Exception {
        return examine(server.httpUri() + "/v1", changes, speak);
    }

    /// In both languages; what is returned is the English one.
    private List<Outcome> examine(String url, Map<String, String> changes, boolean speak)
            throws Exception {
        var environment = new HashMap<>(changes);
        environment.put("OPENAI_API_KEY", KEY);
        environment.put("OPENAI_BASE_URL", url);
        run(environment, Locale.of("es"), speak);
        return run(environment, Locale.ENGLISH, speak);
    }

    private List<Outcome> run(Map<String, String> environment, Locale language, boolean speak)
            throws Exception {
        var messages = Messages.in(language);
        var examination = new Examination(messages, lines::add);
        var settings = SettingsReader.read(directory, environment).settings();
        var proxy = Map.of("HTTPS_PROXY", "http://proxy:3128");
        examination.run(new OpenAiChecks(settings, messages, proxy, speak).checks());
        assertThat(lines)
                .allMatch(line -> line.length() <= Columns.WIDTH)
                .noneMatch(line -> line.contains(KEY));
        return examination.outcomes();
    }
}
