package io.centralita.app.bench.engine;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/// Announces calls at Twilio's webhook, one after another, and finds in the answer where their
/// streams go. Blocks.
final class Ringer implements AutoCloseable {
    private static final Pattern STREAM = Pattern.compile("<Stream[^>]* url=\"([^\"]+)\"");
    private static final Pattern PARAMETER =
            Pattern.compile("<Parameter name=\"([^\"]+)\" value=\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final URI webhook;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Ringer(URI switchboard) {
        webhook = switchboard.resolve("/api/twilio/webhook");
    }

    /// @param parameters of the stream, as fields of a JSON object
    record PutThrough(String callSid, URI stream, String parameters) {}

    PutThrough ring(int number) throws IOException, InterruptedException {
        var callSid = "CA" + UUID.randomUUID().toString().replace("-", "");
        var form =
                "CallSid=%s&CallStatus=ringing&From=%s&To=%s"
                        .formatted(
                                callSid,
                                encode("+3460%07d".formatted(number)),
                                encode("+34900000000"));
        var request =
                HttpRequest.newBuilder(webhook)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        var answer = http.send(request, BodyHandlers.ofString());
        var stream = STREAM.matcher(answer.body());
        if (answer.statusCode() != 200 || !stream.find()) {
            throw new IOException("caller is not put through: " + answer.body());
        }
        var parameters = new StringBuilder();
        for (var found = PARAMETER.matcher(answer.body()); found.find(); ) {
            parameters
                    .append(parameters.isEmpty() ? "\"" : ",\"")
                    .append(found.group(1))
                    .append("\":\"")
                    .append(found.group(2))
                    .append('"');
        }
        return new PutThrough(callSid, URI.create(stream.group(1)), parameters.toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
