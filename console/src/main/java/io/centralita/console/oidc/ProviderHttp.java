package io.centralita.console.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.centralita.console.oidc.OidcFailure.Why;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Asks the provider. Blocks, 10 s at most; follows nobody elsewhere; reads 512 KiB at most.
final class ProviderHttp implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WHOLE = Duration.ofSeconds(10);
    private static final long LARGEST = 512 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    /// @param status HTTP's
    /// @param body JSON
    record Answer(int status, JsonNode body) {}

    Answer get(URI address) throws OidcFailure, InterruptedException {
        return send(request(address).GET().build());
    }

    /// With an access token.
    Answer get(URI address, String token) throws OidcFailure, InterruptedException {
        return send(request(address).header("Authorization", "Bearer " + token).GET().build());
    }

    /// @param authorization header; empty for none
    Answer post(URI address, Map<String, String> form, String authorization)
            throws OidcFailure, InterruptedException {
        var body =
                form.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        var request =
                request(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("Accept", "application/json").timeout(WHOLE);
    }

    private Answer send(HttpRequest request) throws OidcFailure, InterruptedException {
        var place = request.uri().getHost() + request.uri().getPath();
        var sent =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST));
        HttpResponse<String> response;
        try {
            response = sent.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new OidcFailure(Why.UNAVAILABLE, place + " does not answer", e);
        } catch (TimeoutException e) {
            throw new OidcFailure(Why.UNAVAILABLE, place + " is too slow", e);
        } finally {
            sent.cancel(true);
        }
        if (response.statusCode() >= 500) {
            throw new OidcFailure(Why.UNAVAILABLE, place + " answers " + response.statusCode());
        }
        try {
            var body = JSON.readTree(response.body());
            return new Answer(response.statusCode(), body == null ? NullNode.getInstance() : body);
        } catch (JsonProcessingException e) {
            // The cause is left out: it quotes the answer.
            throw new OidcFailure(
                    Why.MISCONFIGURED,
                    place + " answers " + response.statusCode() + " without JSON");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
