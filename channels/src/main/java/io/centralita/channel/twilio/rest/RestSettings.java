package io.centralita.channel.twilio.rest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/// Whose API it is, where it is, and how long it is waited for.
///
/// @param accountSid `AC` and 32 hexadecimal digits
/// @param user of HTTP Basic: the account's SID, or that of an API key (`SK…`)
/// @param secret the auth token, or the key's secret
/// @param apiUrl `https://api.twilio.com`, or that of an edge and region
///   (`https://api.dublin.ie1.twilio.com`)
/// @param patience for a connection, for one exchange, and for an operation with all its attempts
public record RestSettings(
        String accountSid, String user, String secret, URI apiUrl, Patience patience) {
    public static final URI API_URL = URI.create("https://api.twilio.com");

    private static final Pattern ACCOUNT = Pattern.compile("AC[0-9a-f]{32}");
    private static final String API_HOST = "api.";
    private static final String TWILIO = ".twilio.com";

    public RestSettings {
        if (!ACCOUNT.matcher(accountSid).matches()) {
            throw new IllegalArgumentException("an account's SID is AC and 32 hexadecimal digits");
        }
        if (user.isBlank() || secret.isBlank()) {
            throw new IllegalArgumentException("credentials must not be blank");
        }
    }

    /// The account itself.
    public static RestSettings ofAccount(String accountSid, String authToken, URI apiUrl) {
        return new RestSettings(accountSid, accountSid, authToken, apiUrl, Patience.DEFAULT);
    }

    public RestSettings with(Patience other) {
        return new RestSettings(accountSid, user, secret, apiUrl, other);
    }

    /// Whether an API key is used, which may not look at the account itself.
    public boolean byKey() {
        return !user.equals(accountSid);
    }

    /// Alerts are kept by another service of Twilio's ("Monitor REST API: Alerts", read
    /// 2026-11-25); in other places than Twilio's own it is looked for at the same address.
    URI monitorUrl() {
        String host = apiUrl.getHost();
        return host.startsWith(API_HOST) && host.endsWith(TWILIO)
                ? URI.create("https://monitor" + TWILIO)
                : apiUrl;
    }

    String authorization() {
        var plain = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(plain);
    }

    /// Credentials never print.
    @Override
    public String toString() {
        return "RestSettings[account=%s, byKey=%s, apiUrl=%s]"
                .formatted(accountSid, byKey(), apiUrl);
    }

    /// @param connect to a connection
    /// @param exchange one request with its answer
    /// @param operation all attempts together, pauses included
    public record Patience(Duration connect, Duration exchange, Duration operation) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}
