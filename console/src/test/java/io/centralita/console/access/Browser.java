package io.centralita.console.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// As much of a browser as access has to do with: it keeps cookies, says where a request comes
/// from, and follows nothing by itself. It comes through a proxy, from afar, unless it is told
/// otherwise.
public final class Browser implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> cookies = new HashMap<>();

    public Browser(int port) {
        base = "http://127.0.0.1:" + port;
        headers.put("X-Forwarded-For", "203.0.113.9");
    }

    /// On this very machine.
    public Browser near() {
        headers.remove("X-Forwarded-For");
        return this;
    }

    /// With this in every request; nothing takes it away.
    public Browser with(String name, String value) {
        if (value.isEmpty()) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /// An address that was typed, or a link on our own page.
    public HttpResponse<String> visit(String path) throws Exception {
        return send(
                "GET",
                path,
                "",
                "Accept",
                "text/html,*/*",
                "Sec-Fetch-Site",
                "none",
                "Sec-Fetch-Mode",
                "navigate",
                "Sec-Fetch-Dest",
                "document");
    }

    /// A form of our own page.
    public HttpResponse<String> submit(String path, Map<String, String> form) throws Exception {
        return form(path, form, "Origin", base, "Sec-Fetch-Site", "same-origin");
    }

    public HttpResponse<String> form(String path, Map<String, String> form, String... more)
            throws Exception {
        var body =
                form.entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(field.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        var all = new ArrayList<>(List.of(more));
        all.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
        return send("POST", path, body, all.toArray(String[]::new));
    }

    /// A script of our own page.
    public HttpResponse<String> fetch(String method, String path, String... more) throws Exception {
        var all =
                new ArrayList<>(List.of("Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"));
        all.addAll(List.of(more));
        return send(method, path, "", all.toArray(String[]::new));
    }

    /// Anything.
    public HttpResponse<String> send(String method, String path, String body, String... more)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        for (int i = 0; i < more.length; i += 2) {
            request.setHeader(more[i], more[i + 1]);
        }
        if (!cookies.isEmpty()) {
            request.setHeader(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var response = http.send(request.build(), BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(this::keep);
        return response;
    }

    private void keep(String header) {
        var pair = header.split(";", 2)[0].split("=", 2);
        if (header.contains("Max-Age=0;") || header.endsWith("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    public static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
