package io.centralita.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.text.Messages;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import io.centralita.channel.twilio.TwilioSettings.Recording;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioKeysTest {
    private static final String SID = "AC0123456789abcdef0123456789abcdef";
    private static final String KEY = "SK0123456789abcdef0123456789abcdef";
    private static final Map<String, String> ACCOUNT =
            Map.of(
                    "PUBLIC_URL", "https://calls.example.com",
                    "TWILIO_ACCOUNT_SID", SID,
                    "TWILIO_AUTH_TOKEN", "find-me-token");

    @TempDir Path directory;

    @Test
    void the_account_asks_twilio_by_its_own_token_or_by_a_key() throws Exception {
        var own = Objects.requireNonNull(setup(Map.of()).rest());
        assertThat(own.user()).isEqualTo(SID);
        assertThat(own.apiUrl()).hasToString("https://api.twilio.com");
        var key = Map.of("TWILIO_API_KEY", KEY, "TWILIO_API_SECRET", "find-me-secret");
        var byKey = Objects.requireNonNull(setup(key).rest());
        assertThat(byKey.byKey()).isTrue();
        assertThat(byKey.secret()).isEqualTo("find-me-secret");
        assertThat(setup(key).toString()).doesNotContain("find-me");
        assertThat(read(Map.of()).settings().twilio().rest()).isNull();
    }

    @Test
    void halves_are_named_with_what_is_missing() {
        assertThat(problems(Map.of("TWILIO_API_KEY", KEY)))
                .hasSize(2)
                .anyMatch(text -> text.contains("TWILIO_API_SECRET"))
                .anyMatch(text -> text.contains("TWILIO_ACCOUNT_SID"));
        assertThat(problems(Map.of("RECORDING", "twilio")))
                .singleElement()
                .asString()
                .contains("TWILIO_ACCOUNT_SID", "PUBLIC_URL");
        assertThat(problems(Map.of("TWILIO_ACCOUNT_SID", "AC12")))
                .singleElement()
                .asString()
                .contains("AC and 32");
    }

    @Test
    void people_are_named_with_their_numbers() throws Exception {
        var people =
                setup(
                                Map.of(
                                        "TRANSFER_NUMBERS",
                                        "Soporte técnico=+34 910 000 001, ventas=+34910000002"))
                        .destinations();
        assertThat(people)
                .isEqualTo(
                        List.of(
                                new Destination("Soporte técnico", "+34910000001"),
                                new Destination("ventas", "+34910000002")));
        assertThat(people.toString()).doesNotContain("910000001");
        assertThat(setup(Map.of("RECORDING", "twilio")).recording()).isEqualTo(Recording.ANNOUNCED);
    }

    @Test
    void people_behind_an_asterisk_are_named_by_extension_or_endpoint_and_may_be_told_first()
            throws Exception {
        var people =
                setup(
                                Map.of(
                                        "TRANSFER_NUMBERS",
                                        "caja=200@internal attended, jefe=PJSIP/300,"
                                                + " ventas=+34 910 000 002  attended"))
                        .destinations();
        assertThat(people)
                .containsExactly(
                        new Destination("caja", new Target.Extension("200", "internal"), true),
                        new Destination("jefe", new Target.Endpoint("PJSIP", "300"), false),
                        new Destination("ventas", new Target.PhoneNumber("+34910000002"), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caja=200 attended",
                "caja=@internal",
                "caja=PJSIP/",
                "caja=PJSIP/2|3",
                "+34910000001",
                "soporte=910",
                "=+34910000001",
                "a=+34910000001,A=+34910000002",
                "a=+34910000001,"
            })
    void people_without_a_name_or_number_are_turned_down(String text) {
        assertThat(problems(Map.of("TRANSFER_NUMBERS", text)))
                .singleElement()
                .asString()
                .contains("TRANSFER_NUMBERS", "soporte=+34910000001");
    }

    private TwilioSetup setup(Map<String, String> changes) throws Exception {
        var all = new HashMap<>(ACCOUNT);
        all.putAll(changes);
        return read(all).settings().twilio();
    }

    private List<String> problems(Map<String, String> environment) {
        return read(environment).problems().stream()
                .map(problem -> problem.text(Messages.in(Locale.ENGLISH)))
                .toList();
    }

    private Reading read(Map<String, String> environment) {
        return SettingsReader.read(directory, environment);
    }
}
