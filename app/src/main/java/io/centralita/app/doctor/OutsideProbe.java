package io.centralita.app.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.channel.twilio.TwilioChannel;
import io.centralita.channel.twilio.TwilioSignature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Goes the way that Twilio goes: out, and in again through the public URL. Blocks for some seconds
/// at most. Belongs to one thread.
final class OutsideProbe implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /// What of an answer is read.
    private static final long MOST = 65_536;

    /// A call that nobody has: reports of it change nothing.
    private static final List<Map.Entry<String, String>> REPORT =
            List.of(Map.entry("CallSid", "CA" + "0".repeat(32)), Map.entry("CallStatus", "queued"));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    /// Which process answers under an address; empty where it is not one of ours.
    Optional<String> instance(URI base) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(under(base, "/health/live")).timeout(PATIENCE).build();
        var answer =
                http.send(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofString(), MOST));
        if (answer.statusCode() != 200) {
            return Optional.empty();
        }
        try {
            var name = JSON.readTree(answer.body()).path("instance").asText("");
            return name.isEmpty() ? Optional.empty() : Optional.of(name);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// Sends a report about a call as Twilio would.
    ///
    /// @param token that it is signed with
    /// @return the HTTP status
    int report(URI base, String token) throws IOException, InterruptedException {
        var url = under(base, TwilioChannel.STATUS_PATH);
        var body =
                REPORT.stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                TwilioSignature.HEADER,
                                TwilioSignature.of(token, url.toString(), REPORT))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /// Opens a stream as Twilio would, and closes it again.
    ///
    /// @return the HTTP status of the handshake: 101 where it went well, 0 where nobody answered
    int upgrade(URI base, String token) throws InterruptedException {
        var https = under(base, TwilioChannel.STREAM_PATH).toString();
        var url = "ws" + https.substring("http".length());
        try {
            var socket =
                    http.newWebSocketBuilder()
                            .connectTimeout(PATIENCE)
                            .header(
                                    TwilioSignature.HEADER,
                                    TwilioSignature.of(token, url, List.of()))
                            .buildAsync(URI.create(url), new WebSocket.Listener() {})
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            socket.abort();
            return 101;
        } catch (TimeoutException e) {
            return 0;
        } catch (ExecutionException e) {
            return e.getCause() instanceof WebSocketHandshakeException refused
                    ? refused.getResponse().statusCode()
                    : 0;
        }
    }

    static URI under(URI base, String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
