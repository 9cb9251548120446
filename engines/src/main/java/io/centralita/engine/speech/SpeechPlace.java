package io.centralita.engine.speech;

import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Locale;

/// Where a server is and how it is spoken to.
///
/// @param name of the part in logs and metrics
/// @param baseUrl `https://api.openai.com/v1`; `/audio/…` is appended, a query is kept
/// @param apiKey never printed; empty where the server asks for none
/// @param auth how the key is shown
public record SpeechPlace(String name, URI baseUrl, ApiKey apiKey, Auth auth, Patience patience) {
    public SpeechPlace {
        var scheme = baseUrl.getScheme() == null ? "" : baseUrl.getScheme();
        var known = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
        if (!known || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("a speech server has an http or https address");
        }
    }

    /// For logs and failures.
    String host() {
        return baseUrl.getHost();
    }

    boolean isSecure() {
        return "https".equals(baseUrl.getScheme().toLowerCase(Locale.ROOT));
    }

    /// @param path below the base, `/audio/speech`
    HttpRequest.Builder request(String path) {
        var root = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath().replaceAll("/+$", "");
        var query = baseUrl.getRawQuery() == null ? "" : "?" + baseUrl.getRawQuery();
        var authority = hostAndPort();
        var request =
                HttpRequest.newBuilder(
                        URI.create(baseUrl.getScheme() + "://" + authority + root + path + query));
        if (apiKey.value().isEmpty()) {
            return request;
        }
        return switch (auth) {
            case BEARER -> request.header("Authorization", "Bearer " + apiKey.value());
            case API_KEY -> request.header("api-key", apiKey.value());
        };
    }

    /// Without a user part, which would be a second key.
    private String hostAndPort() {
        return baseUrl.getPort() < 0
                ? baseUrl.getHost()
                : baseUrl.getHost() + ":" + baseUrl.getPort();
    }
}
