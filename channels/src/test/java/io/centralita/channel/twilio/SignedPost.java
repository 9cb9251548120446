package io.centralita.channel.twilio;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A form as Twilio sends it.
final class SignedPost {
    private static final Duration LONG = Duration.ofSeconds(15);

    private SignedPost() {}

    /// @param form names and values by turns
    static HttpResponse<String> of(URI url, String token, String... form)
            throws IOException, InterruptedException {
        var fields =
                IntStream.range(0, form.length / 2)
                        .mapToObj(i -> Map.entry(form[2 * i], form[2 * i + 1]))
                        .toList();
        return send(url, token, fields);
    }

    private static HttpResponse<String> send(
            URI url, String token, List<Map.Entry<String, String>> fields)
            throws IOException, InterruptedException {
        var body =
                fields.stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(
                    HttpRequest.newBuilder(url)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header(
                                    TwilioSignature.HEADER,
                                    TwilioSignature.of(token, url.toString(), fields))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .timeout(LONG)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
