package io.centralita.app.settings;

import io.centralita.app.settings.Settings.Secret;
import io.centralita.channel.twilio.TwilioSettings.Recording;
import io.centralita.channel.twilio.rest.RestSettings;
import io.centralita.channel.twilio.rest.RestSettings.Patience;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The settings of Twilio.
public final class TwilioKeys {
    public static final Setting<String> AUTH_TOKEN = Setting.secret("TWILIO_AUTH_TOKEN");
    public static final Setting<String> ACCOUNT_SID =
            Setting.of("TWILIO_ACCOUNT_SID", new Kind.Sid("AC"), null);
    public static final Setting<String> API_KEY =
            Setting.of("TWILIO_API_KEY", new Kind.Sid("SK"), null);
    public static final Setting<String> API_SECRET = Setting.credential("TWILIO_API_SECRET");
    public static final Setting<URI> API_URL =
            Setting.of(
                    "TWILIO_API_URL",
                    new Kind.Address(List.of("https", "http")),
                    RestSettings.API_URL.toString());
    public static final Setting<Recording> RECORDING =
            Setting.of(
                    "RECORDING",
                    new Kind.Choice<>(
                            Map.of(
                                    "off", Recording.OFF,
                                    "twilio", Recording.ANNOUNCED,
                                    "twilio-silent", Recording.SILENT),
                            List.of("off", "twilio", "twilio-silent"),
                            Map.of()),
                    "off");

    static final List<Setting<?>> ALL =
            List.of(AUTH_TOKEN, ACCOUNT_SID, API_KEY, API_SECRET, API_URL, RECORDING);

    private TwilioKeys() {}

    static TwilioSetup setup(Reading reading) {
        return new TwilioSetup(
                reading.find(AUTH_TOKEN).map(Secret::new).orElse(null),
                rest(reading),
                reading.get(RECORDING));
    }

    /// By the API key where there is one, otherwise by the account's own token.
    private static @Nullable RestSettings rest(Reading reading) {
        var account = reading.find(ACCOUNT_SID);
        var key = reading.find(API_KEY);
        var secret = reading.find(key.isPresent() ? API_SECRET : AUTH_TOKEN);
        if (account.isEmpty() || secret.isEmpty()) {
            return null;
        }
        return new RestSettings(
                account.get(),
                key.orElse(account.get()),
                secret.get(),
                reading.get(API_URL),
                Patience.DEFAULT);
    }

    static List<Problem> problems(Map<Setting<?>, Object> values) {
        var problems = new ArrayList<Problem>();
        boolean url = values.containsKey(Keys.PUBLIC_URL);
        if (values.containsKey(AUTH_TOKEN) && !url) {
            problems.add(new Problem("settings.token-without-url"));
        }
        boolean key = values.containsKey(API_KEY);
        if (key != values.containsKey(API_SECRET)) {
            problems.add(new Problem("settings.twilio-half-a-key"));
        }
        boolean credentials = key || values.containsKey(AUTH_TOKEN);
        boolean account = values.containsKey(ACCOUNT_SID);
        if (key && !account) {
            problems.add(new Problem("settings.twilio-key-without-account"));
        }
        boolean records = values.get(RECORDING) != Recording.OFF;
        if (records && !(credentials && account && url)) {
            problems.add(new Problem("settings.recording-without-credentials"));
        }
        return problems;
    }
}
