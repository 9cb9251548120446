package io.centralita.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.doctor.Examination.Outcome;
import io.centralita.app.doctor.Examination.Status;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.centralita.fake.chat.Brains;
import io.centralita.fake.chat.ChatServer;
import io.centralita.fake.chat.Misbehaviour;
import io.centralita.fake.chat.Plan;
import io.centralita.fake.chat.Script;
import io.centralita.fake.chat.Settings;
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

/// What the doctor says of a chat model, whatever state it is in.
class ChatChecksTest {
    private static final String KEY = "sk-find-me-0816";
    private static final Vertx VERTX = Vertx.vertx();
    private static final Settings WELL =
            Settings.DEFAULT.withKey(KEY).withBrain(_ -> Script.call("get_current_time", "{}"));

    @TempDir Path directory;

    private final List<String> lines = new ArrayList<>();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void a_model_with_a_key_is_not_asked_unless_told_to() throws Exception {
        try (var server = ChatServer.start(VERTX, WELL)) {
            assertThat(examine(server, Map.of(), false))
                    .extracting(Outcome::status)
                    .containsExactly(Status.PASS, Status.NOTE, Status.PASS);
            assertThat(server.requests()).isEmpty();

            var found = examine(server, Map.of(), true);
            assertThat(found)
                    .extracting(Outcome::status)
                    .containsExactly(Status.PASS, Status.PASS, Status.PASS);
            assertThat(found.get(1).detail()).containsPattern("[0-9]+ ms");
            assertThat(server.refused()).isEmpty();
        }
    }

    @Test
    void a_model_of_ones_own_is_asked_in_any_case() throws Exception {
        try (var server = ChatServer.start(VERTX, WELL.withKey(""))) {
            assertThat(examine(server, Map.of("CHAT_API_KEY", ""), false))
                    .extracting(Outcome::status)
                    .containsExactly(Status.PASS, Status.PASS, Status.NOTE);
        }
    }

    @Test
    void a_model_that_knows_no_tools_is_found_out() throws Exception {
        try (var server = ChatServer.start(VERTX, WELL.withBrain(Brains.saying("Son las tres.")))) {
            var answer = examine(server, Map.of(), true).get(1);

            assertThat(answer.status()).isEqualTo(Status.FAIL);
            assertThat(answer.remedy().orElseThrow()).contains("tools");
        }
    }

    @Test
    void a_model_that_says_nothing_is_found_out() throws Exception {
        try (var server = ChatServer.start(VERTX, WELL.withBrain(_ -> Script.NOTHING))) {
            assertThat(examine(server, Map.of(), true).get(1).remedy().orElseThrow())
                    .contains("CHAT_MAX_TOKENS");
        }
    }

    @Test
    void a_wrong_key_and_a_wrong_name_are_told_apart() throws Exception {
        try (var server = ChatServer.start(VERTX, WELL.withKey("sk-another"))) {
            for (var outcome : examine(server, Map.of(), true).subList(0, 2)) {
                assertThat(outcome.status()).isEqualTo(Status.FAIL);
                assertThat(outcome.remedy().orElseThrow()).contains("CHAT_API_KEY");
            }
        }
        try (var server = ChatServer.start(VERTX, WELL)) {
            for (var outcome : examine(server, Map.of("CHAT_MODEL", "gpt-3"), true).subList(0, 2)) {
                assertThat(outcome.status()).isEqualTo(Status.FAIL);
                assertThat(outcome.remedy().orElseThrow()).contains("CHAT_MODEL");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, may not",
        "429, limit",
        "503, loads the model",
        "400, does not take the request"
    })
    void each_refusal_has_its_own_remedy(int status, String remedy) throws Exception {
        var plan = Plan.every(new Misbehaviour.Answer(status));
        try (var server = ChatServer.start(VERTX, WELL.withPlan(plan))) {
            var answer = examine(server, Map.of(), true).get(1);

            assertThat(answer.status()).isEqualTo(Status.FAIL);
            if (status != 503) {
                assertThat(answer.remedy().orElseThrow()).contains(remedy);
            }
        }
    }

    @Test
    void a_page_in_between_is_no_model() throws Exception {
        var plan = Plan.every(new Misbehaviour.Page());
        try (var server = ChatServer.start(VERTX, WELL.withPlan(plan))) {
            assertThat(examine(server, Map.of(), true).get(1).status()).isEqualTo(Status.FAIL);
        }
    }

    @Test
    void an_address_that_is_wrong_by_its_path_says_so() throws Exception {
        try (var server = ChatServer.start(VERTX, WELL)) {
            var root = server.baseUrl().resolve("/").toString();
            var found = examine(root, Map.of(), true);
            assertThat(found.get(1).remedy().orElseThrow()).contains("CHAT_BASE_URL", "/v1");
        }
    }

    @Test
    void a_machine_that_reaches_nobody_is_told_of_its_proxy() throws Exception {
        int nobody;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = probe.getLocalPort();
        }
        for (var outcome :
                examine("http://127.0.0.1:" + nobody + "/v1", Map.of(), true).subList(0, 2)) {
            assertThat(outcome.status()).isEqualTo(Status.FAIL);
            assertThat(outcome.remedy().orElseThrow()).contains("firewall", "HTTPS_PROXY");
        }
    }

    @Test
    void caps_that_see_no_price_are_a_failure() throws Exception {
        try (var server = ChatServer.start(VERTX, WELL.onAzure("deployment").withKey(KEY))) {
            var changes =
                    Map.of(
                            "CHAT_AUTH", "api-key",
                            "CHAT_MODEL", "deployment",
                            "MAX_COST_PER_CALL", "1");
            assertThat(examine(server, changes, false).get(2).status()).isEqualTo(Status.FAIL);
        }
    }

    @Test
    void without_an_address_that_is_all_there_is_to_say() throws Exception {
        assertThat(run(Map.of(), Locale.ENGLISH, false))
                .singleElement()
                .satisfies(one -> assertThat(one.remedy().orElseThrow()).contains("CHAT_BASE_URL"));
    }

    private List<Outcome> examine(ChatServer server, Map<String, String> changes, boolean answer)
            throws Exception {
        return examine(server.baseUrl().toString(), changes, answer);
    }

    /// In both languages; what is returned is the English one.
    private List<Outcome> examine(String url, Map<String, String> changes, boolean answer)
            throws Exception {
        var environment =
                new HashMap<>(
                        Map.of(
                                "CHAT_API_KEY", KEY,
                                "CHAT_BASE_URL", url,
                                "CHAT_MODEL", "gpt-4.1-mini"));
        environment.putAll(changes);
        if (!answer) {
            run(environment, Locale.of("es"), false);
        }
        return run(environment, Locale.ENGLISH, answer);
    }

    private List<Outcome> run(Map<String, String> environment, Locale language, boolean answer)
            throws Exception {
        var messages = Messages.in(language);
        var examination = new Examination(messages, lines::add);
        var settings = SettingsReader.read(directory, environment).settings();
        var proxy = Map.of("HTTPS_PROXY", "http://proxy:3128");
        examination.run(new ChatChecks(settings, messages, proxy, answer).checks());
        assertThat(lines)
                .allMatch(line -> line.length() <= Columns.WIDTH)
                .noneMatch(line -> line.contains(KEY));
        return examination.outcomes();
    }
}
