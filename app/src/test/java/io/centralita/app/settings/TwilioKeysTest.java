package io.centralita.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.text.Messages;
import io.centralita.channel.twilio.TwilioSettings.Recording;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void recording_is_announced_where_it_is_wanted() throws Exception {
        assertThat(setup(Map.of("RECORDING", "twilio")).recording()).isEqualTo(Recording.ANNOUNCED);
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
