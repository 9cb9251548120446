package io.centralita.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.doctor.Examination.Outcome;
import io.centralita.app.doctor.Examination.Status;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.centralita.call.scope.Time;
import io.centralita.channel.twilio.rest.TwilioRest;
import io.centralita.fake.twilio.Trouble;
import io.centralita.fake.twilio.TwilioAccount;
import io.centralita.fake.twilio.TwilioAccount.Alert;
import io.centralita.fake.twilio.TwilioAccount.PhoneNumber;
import io.centralita.fake.twilio.TwilioApi;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the doctor says of an account at Twilio, whatever state it is in.
class TwilioChecksTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String URL = "https://voice.example.net";
    private static final PhoneNumber HERE =
            new PhoneNumber(
                    "PN" + "1".repeat(32),
                    "+34900000001",
                    URL + "/api/twilio/webhook?plan=oro#rc=2",
                    URL + "/api/twilio/status");
    private static final PhoneNumber ELSEWHERE =
            new PhoneNumber(
                    "PN" + "2".repeat(32), "+34900000002", "https://me:secret@a.b/c?secret=1", "");
    private static final PhoneNumber DIVERTED =
            new PhoneNumber(
                    "PN" + "3".repeat(32), "+34900000003", HERE.voiceUrl(), "POST", "", "AP1", "");
    private static final TwilioAccount WELL = TwilioAccount.DEFAULT.withNumbers(HERE);

    @TempDir Path directory;

    private final List<String> lines = new ArrayList<>();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void an_account_that_is_well_passes() throws Exception {
        var found = examine(WELL);
        assertThat(found).extracting(Outcome::status).containsOnly(Status.PASS).hasSize(4);
        assertThat(found.get(2).detail()).contains("1 of 1", "+34900000001 comes here");
    }

    @Test
    void wrong_credentials_say_which_ones_to_compare() throws Exception {
        var found = examine(WELL, Map.of("TWILIO_AUTH_TOKEN", "find-me-0816"));
        assertThat(found).extracting(Outcome::status).containsOnly(Status.FAIL);
        assertThat(found.getFirst().detail()).contains("401", "20003");
        assertThat(found.getFirst().remedy().orElseThrow()).contains("TWILIO_ACCOUNT_SID");
        assertThat(lines).noneMatch(line -> line.contains("0816"));
    }

    @Test
    void an_api_key_is_enough() throws Exception {
        var key =
                Map.of(
                        "TWILIO_API_KEY", WELL.keySid(),
                        "TWILIO_API_SECRET", WELL.keySecret());
        assertThat(examine(WELL, key)).extracting(Outcome::status).containsOnly(Status.PASS);
    }

    @Test
    void a_suspended_account_a_trial_and_a_wrong_clock_are_told() throws Exception {
        var suspended = examine(WELL.withStatus("suspended", "Full")).getFirst();
        assertThat(suspended.status()).isEqualTo(Status.FAIL);
        assertThat(suspended.detail()).contains("suspended");
        assertThat(examine(WELL.withStatus("active", "Trial")).getFirst().detail())
                .contains("verified numbers");
        var clock = examine(WELL.withClockAhead(300)).get(1);
        assertThat(clock.status()).isEqualTo(Status.FAIL);
        assertThat(clock.remedy().orElseThrow()).contains("NTP");
    }

    @Test
    void numbers_that_go_elsewhere_are_named_with_what_to_set() throws Exception {
        var some = examine(WELL.withNumbers(HERE, ELSEWHERE, DIVERTED)).get(2);
        assertThat(some.status()).isEqualTo(Status.PASS);
        assertThat(some.detail())
                .contains("1 of 3", "+34900000002 goes to https://a.b/c;", "TwiML application")
                .doesNotContain("secret");
        var none = examine(WELL.withNumbers(ELSEWHERE)).get(2);
        assertThat(none.status()).isEqualTo(Status.FAIL);
        assertThat(none.remedy().orElseThrow())
                .contains(URL + "/api/twilio/webhook", URL + "/api/twilio/status", "--fix +349");
        assertThat(examine(WELL.withNumbers()).get(2).status()).isEqualTo(Status.FAIL);
    }

    @Test
    void recent_alerts_are_explained_and_old_ones_forgotten() throws Exception {
        var now = Instant.now().toString();
        var old = "2020-01-01T00:00:00Z";
        var account =
                WELL.withAlerts(
                        new Alert("NO1", 31_920, "error", URL, now),
                        new Alert("NO2", 31_920, "error", URL, now),
                        new Alert("NO3", 99_999, "error", URL, now),
                        new Alert("NO4", 11_237, "error", URL, old));
        var alerts = examine(account).get(3);
        assertThat(alerts.status()).isEqualTo(Status.NOTE);
        assertThat(alerts.detail())
                .contains("31920 ×2: The handshake", "99999", "docs/errors/99999")
                .doesNotContain("11237");
    }

    @Test
    void an_api_that_fails_is_told_apart_from_one_that_is_not_there() throws Exception {
        try (var twilio = TwilioApi.start(VERTX, WELL)) {
            twilio.next(1, new Trouble.Page());
            assertThat(run(twilio, Map.of(), Locale.ENGLISH).getFirst().remedy().orElseThrow())
                    .contains("not Twilio");
        }
        var gone = TwilioApi.start(VERTX, WELL);
        gone.close();
        assertThat(run(gone, Map.of(), Locale.ENGLISH))
                .allSatisfy(
                        one ->
                                assertThat(one.remedy().orElseThrow())
                                        .contains("firewall", "TWILIO_API_URL"));
    }

    @Test
    void every_code_is_explained_in_both_languages() {
        for (var language : List.of(Locale.of("es"), Locale.ENGLISH)) {
            for (int code : TwilioErrors.KNOWN) {
                assertThat(TwilioErrors.explained(code, Messages.in(language)))
                        .as("%s %s", code, language)
                        .hasSizeGreaterThan(20);
            }
        }
    }

    private List<Outcome> examine(TwilioAccount account) throws Exception {
        return examine(account, Map.of());
    }

    /// In both languages; what is returned is the English one.
    private List<Outcome> examine(TwilioAccount account, Map<String, String> changes)
            throws Exception {
        try (var twilio = TwilioApi.start(VERTX, account)) {
            run(twilio, changes, Locale.of("es"));
            return run(twilio, changes, Locale.ENGLISH);
        }
    }

    private List<Outcome> run(TwilioApi twilio, Map<String, String> changes, Locale language)
            throws Exception {
        var environment =
                new HashMap<>(
                        Map.of(
                                "PUBLIC_URL", URL + "/",
                                "TWILIO_ACCOUNT_SID", WELL.sid(),
                                "TWILIO_AUTH_TOKEN", WELL.authToken(),
                                "TWILIO_API_URL", twilio.url().toString()));
        environment.putAll(changes);
        var settings = SettingsReader.read(directory, environment).settings();
        var messages = Messages.in(language);
        var examination = new Examination(messages, lines::add);
        var rest = Objects.requireNonNull(settings.twilio().rest());
        try (var client = new TwilioRest(rest)) {
            examination.run(new TwilioChecks(settings, messages, Time.SYSTEM, client).checks());
        }
        assertThat(lines)
                .allMatch(line -> line.length() <= Columns.WIDTH)
                .noneMatch(line -> line.contains(WELL.authToken()));
        return examination.outcomes();
    }
}
