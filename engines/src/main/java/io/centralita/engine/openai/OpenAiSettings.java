package io.centralita.engine.openai;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// Where the model is and how long it is waited for.
///
/// @param name of the engine in reports and metrics
/// @param baseUrl `https://api.openai.com/v1`; `http` and `https` become `ws` and `wss`, and
///   `/realtime` is appended
/// @param apiKey never printed
/// @param auth how the key is shown
/// @param options how it listens and speaks
/// @param patience how long anything may take
public record OpenAiSettings(
        String name,
        URI baseUrl,
        ApiKey apiKey,
        Auth auth,
        SessionOptions options,
        Patience patience) {
    /// The headers that show the key; a server of one's own may ask for none.
    Map<String, String> credentials() {
        if (apiKey.value().isEmpty()) {
            return Map.of();
        }
        return switch (auth) {
            case BEARER -> Map.of("Authorization", "Bearer " + apiKey.value());
            case API_KEY -> Map.of("api-key", apiKey.value());
        };
    }

    public enum Auth {
        /// `Authorization: Bearer …`
        BEARER,
        /// `api-key: …`, as Azure has it
        API_KEY
    }

    /// A value that no record, log or message prints. Blanks around it, a file's last line break
    /// for example, are no part of it.
    public record ApiKey(String value) {
        private static final Pattern HEADER_SAFE = Pattern.compile("[!-~]*");

        public ApiKey {
            value = value.strip();
            if (!HEADER_SAFE.matcher(value).matches()) {
                throw new IllegalArgumentException("an API key is printable ASCII without blanks");
            }
        }

        @Override
        public String toString() {
            return "•••";
        }
    }

    /// @param connect for connection and upgrade together
    /// @param configure from the open connection to the session's confirmation
    /// @param opening for all tries to open the first connection
    /// @param recovery for all tries to open another after a loss
    /// @param silence that the server may keep while it owes a sign of life
    /// @param lifetime of a session, where the server does not say
    public record Patience(
            Duration connect,
            Duration configure,
            Duration opening,
            Duration recovery,
            Duration silence,
            Duration lifetime) {
        public static final Patience DEFAULT =
                new Patience(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(8),
                        Duration.ofHours(1));
    }
}
