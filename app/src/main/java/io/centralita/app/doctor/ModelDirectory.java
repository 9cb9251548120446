package io.centralita.app.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.engine.chat.ChatSettings;
import io.centralita.engine.openai.OpenAiSettings;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Asks a provider whether it takes the key and knows the model, which costs nothing. Stateless.
final class ModelDirectory {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelDirectory() {}

    /// What the provider said.
    ///
    /// @param code its own word for what is wrong; empty where it gives none
    /// @param date by its clock
    record Answer(int status, String code, Optional<Instant> date) {}

    /// @throws IOException where nobody answers
    static Answer ask(OpenAiSettings settings) throws IOException, InterruptedException {
        return ask(address(settings), settings.apiKey(), settings.auth());
    }

    /// @throws IOException where nobody answers
    static Answer ask(ChatSettings settings) throws IOException, InterruptedException {
        return ask(
                settings.under("/models/" + encoded(settings.model())),
                settings.apiKey(),
                settings.auth());
    }

    static Answer ask(URI address, ApiKey apiKey, Auth auth)
            throws IOException, InterruptedException {
        // Directly, as calls connect.
        try (var http =
                HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .proxy(ProxySelector.of(null))
                        .build()) {
            var request = HttpRequest.newBuilder(address).timeout(PATIENCE);
            var key = apiKey.value();
            if (!key.isEmpty()) {
                switch (auth) {
                    case BEARER -> request.header("Authorization", "Bearer " + key);
                    case API_KEY -> request.header("api-key", key);
                }
            }
            var answer =
                    http.send(
                            request.build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    answer.statusCode(),
                    code(answer.body()),
                    answer.headers().firstValue("date").flatMap(ModelDirectory::date));
        }
    }

    static URI address(OpenAiSettings settings) {
        return address(settings.baseUrl(), settings.options().model());
    }

    static URI address(URI base, String model) {
        var path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        var query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        return URI.create(
                base.getScheme()
                        + "://"
                        + base.getRawAuthority()
                        + path
                        + "/models/"
                        + encoded(model)
                        + query);
    }

    private static String encoded(String model) {
        return URLEncoder.encode(model, StandardCharsets.UTF_8);
    }

    private static String code(String body) {
        try {
            return JSON.readTree(body).path("error").path("code").asText("");
        } catch (JsonProcessingException _) {
            return "";
        }
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
