package io.centralita.engine.chat;

import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where the chat model is, how it is asked and how long it is waited for.
///
/// @param baseUrl `https://api.openai.com/v1`, `http://127.0.0.1:11434/v1`; `/chat/completions` is
///   appended, a query is kept
/// @param apiKey empty where the server wants none; never printed
/// @param auth how the key is shown
/// @param model or the name of a deployment
/// @param temperature 0 to 2; null leaves it to the model
/// @param maxTokens of one reply; 0 leaves it to the model
/// @param effort how long reasoning models think; empty takes the least that the model is known to
///   take
public record ChatSettings(
        URI baseUrl,
        ApiKey apiKey,
        Auth auth,
        String model,
        @Nullable Double temperature,
        int maxTokens,
        String effort,
        Patience patience) {
    public ChatSettings {
        var scheme = String.valueOf(baseUrl.getScheme());
        if (!(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("the address of a chat model is http or https");
        }
        if (model.isBlank()) {
            throw new IllegalArgumentException("a chat model has a name");
        }
    }

    /// @param connect for a connection, 2 s at most
    /// @param firstWord from asking to the first event of the reply, other tries included
    /// @param nextWord between two of them
    public record Patience(Duration connect, Duration firstWord, Duration nextWord) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(8));
    }

    /// Where requests go.
    URI completions() {
        return under("/chat/completions");
    }

    /// An address below the base, with the query of the base.
    public URI under(String path) {
        var base = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath().replaceAll("/+$", "");
        var query = baseUrl.getRawQuery() == null ? "" : "?" + baseUrl.getRawQuery();
        return URI.create(
                baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + base + path + query);
    }

    /// For failures and logs: host, and port where it is not the usual one.
    String endpoint() {
        return baseUrl.getPort() < 0
                ? baseUrl.getHost()
                : baseUrl.getHost() + ":" + baseUrl.getPort();
    }
}
