package io.centralita.channel.caller;

import io.centralita.channel.twilio.TwilioSignature;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Announces a call as Twilio does: a signed form, 5 s to connect, 15 s in all.
final class WebhookRequest {
    private static final long CONNECT_TIMEOUT_MS = 5_000;
    private static final long TIMEOUT_S = 15;

    private final HttpClient http;
    private final CallerSettings settings;

    WebhookRequest(HttpClient http, CallerSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /// @param url what is asked
    /// @param status the call's
    /// @param more fields beside those of every request
    Future<Answer> send(
            String url,
            String accountSid,
            String callSid,
            String status,
            List<Map.Entry<String, String>> more) {
        var fields = new ArrayList<>(more);
        fields.addAll(
                List.of(
                        Map.entry("AccountSid", accountSid),
                        Map.entry("ApiVersion", "2010-04-01"),
                        Map.entry("CallSid", callSid),
                        Map.entry("CallStatus", status),
                        Map.entry("Called", settings.to()),
                        Map.entry("Caller", settings.from()),
                        Map.entry("CallerName", ""),
                        Map.entry("Direction", "inbound"),
                        Map.entry("From", settings.from()),
                        Map.entry("To", settings.to())));
        var options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(url)
                        .setConnectTimeout(CONNECT_TIMEOUT_MS)
                        .putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .putHeader("I-Twilio-Idempotency-Token", UUID.randomUUID().toString());
        settings.authToken()
                .ifPresent(
                        token ->
                                options.putHeader(
                                        TwilioSignature.HEADER,
                                        TwilioSignature.of(token, url, fields)));
        return http.request(options)
                .compose(request -> exchange(request, encode(fields)))
                .timeout(TIMEOUT_S, TimeUnit.SECONDS);
    }

    private static Future<Answer> exchange(HttpClientRequest request, String body) {
        return request.send(body)
                .compose(
                        response ->
                                response.body()
                                        .map(
                                                text ->
                                                        new Answer(
                                                                response.statusCode(),
                                                                response.getHeader("Content-Type"),
                                                                text.toString())));
    }

    private static String encode(List<Map.Entry<String, String>> fields) {
        return fields.stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String withoutFragment(String url) {
        int hash = url.indexOf('#');
        return hash < 0 ? url : url.substring(0, hash);
    }

    record Answer(int status, @Nullable String contentType, String body) {}
}
