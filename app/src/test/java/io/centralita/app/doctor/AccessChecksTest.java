package io.centralita.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.app.doctor.Examination.Outcome;
import io.centralita.app.doctor.Examination.Status;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Messages;
import io.centralita.console.voice.Coturn;
import io.centralita.fake.oidc.Client;
import io.centralita.fake.oidc.Fault;
import io.centralita.fake.oidc.OidcProvider;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessChecksTest {
    private static final Client CLIENT =
            new Client("centralita", "s3cret", "https://c.example/login/oidc/callback");

    @TempDir Path directory;

    @Test
    void a_real_turn_server_is_found_to_serve_and_a_wrong_secret_to_be_wrong() throws Exception {
        assumeTrue(Coturn.isInstalled(), "no coturn: install Debian's package coturn");
        try (var coturn = Coturn.start()) {
            var settings = new HashMap<String, String>();
            settings.put("STUN_URLS", coturn.stunUrl());
            settings.put("TURN_URLS", String.join(", ", coturn.urls()));
            settings.put("TURN_SECRET", Coturn.SECRET);
            assertThat(examine(settings))
                    .hasSize(3)
                    .allMatch(outcome -> outcome.status() == Status.PASS);

            settings.put("TURN_SECRET", "another-secret");
            assertThat(examine(settings).getLast())
                    .matches(outcome -> outcome.status() == Status.FAIL)
                    .matches(outcome -> outcome.remedy().orElseThrow().contains("TURN_SECRET"))
                    .matches(outcome -> !outcome.toString().contains("another-secret"));
        }
    }

    @Test
    void one_that_is_not_there_is_said_not_to_be() throws Exception {
        var outcomes =
                examine(
                        Map.of(
                                "TURN_URLS", "turn:127.0.0.1:1?transport=tcp",
                                "TURN_SECRET", "north-secret"));
        assertThat(outcomes.getFirst().status()).isEqualTo(Status.FAIL);
        assertThat(outcomes.getFirst().remedy().orElseThrow()).contains("firewall");
    }

    @Test
    void an_identity_provider_is_asked_who_it_is() throws Exception {
        var vertx = Vertx.vertx();
        try (var provider = OidcProvider.start(vertx, CLIENT, InstantSource.system())) {
            var settings =
                    Map.of(
                            "PUBLIC_URL", "https://c.example",
                            "OIDC_ISSUER", provider.issuer().toString(),
                            "OIDC_CLIENT_ID", "centralita",
                            "OIDC_CLIENT_SECRET", "s3cret",
                            "OIDC_ALLOWED", "ana@example.com");
            var right = examine(settings);
            assertThat(right.getFirst().status()).isEqualTo(Status.PASS);
            assertThat(right.getFirst().detail()).contains(CLIENT.redirect());
            assertThat(right.getLast().status()).isEqualTo(Status.NOTE);

            for (var fault : List.of(Fault.DISCOVERY_NAMES_ANOTHER_ISSUER, Fault.KEYS_ARE_NONE)) {
                provider.goesWrong(fault);
                assertThat(examine(settings).getFirst().status()).isEqualTo(Status.FAIL);
            }
        } finally {
            vertx.close().await();
        }
    }

    private List<Outcome> examine(Map<String, String> environment) throws Exception {
        var messages = Messages.in(Locale.ENGLISH);
        var settings = SettingsReader.read(directory, environment).settings();
        var examination = new Examination(messages, _ -> {});
        examination.run(new AccessChecks(settings, messages).checks());
        return examination.outcomes();
    }
}
