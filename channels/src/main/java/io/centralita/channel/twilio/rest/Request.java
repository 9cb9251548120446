package io.centralita.channel.twilio.rest;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/// One wish to the API.
///
/// @param form what is changed; nothing where something is only looked at
/// @param repeatable whether it may be asked for twice without harm: a second time changes nothing
record Request(String method, URI url, Map<String, String> form, boolean repeatable) {
    static Request get(URI url) {
        return new Request("GET", url, Map.of(), true);
    }

    static Request delete(URI url) {
        return new Request("DELETE", url, Map.of(), true);
    }

    /// Something that must not be done twice.
    static Request once(URI url, Map<String, String> form) {
        return new Request("POST", url, form, false);
    }

    /// A change that is the same when it is made again.
    static Request change(URI url, Map<String, String> form) {
        return new Request("POST", url, form, true);
    }

    HttpRequest http(String authorization, Duration timeout) {
        var builder =
                HttpRequest.newBuilder(url)
                        .timeout(timeout)
                        .header("Authorization", authorization)
                        .header("Accept", "application/json");
        if (form.isEmpty()) {
            return builder.method(method, BodyPublishers.noBody()).build();
        }
        var body =
                form.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        return builder.header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(body))
                .build();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
