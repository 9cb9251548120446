package io.centralita.channel.asterisk.ari;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One wish to Asterisk.
///
/// @param path segments below `ari`, not encoded
/// @param query not encoded
/// @param variables of a channel, which Asterisk takes from a JSON body only
/// @param again what asking a second time means
record AriRequest(
        String method,
        List<String> path,
        Map<String, String> query,
        Map<String, String> variables,
        Again again) {
    /// What it means to ask again for something whose answer was lost: it may have been done.
    sealed interface Again {
        /// The second time changes nothing, and is answered like the first.
        record Same() implements Again {}

        /// Refused the second time: it was done if this is there.
        record Look(List<String> path) implements Again {}

        /// Refused with this status the second time: it was done the first time.
        record Settled(int status) implements Again {}

        /// It would be done twice.
        record Never() implements Again {}
    }

    AriRequest {
        path = List.copyOf(path);
        variables = Map.copyOf(variables);
    }

    static AriRequest get(String... path) {
        return of("GET", path);
    }

    static AriRequest post(String... path) {
        return of("POST", path);
    }

    static AriRequest delete(String... path) {
        return of("DELETE", path);
    }

    private static AriRequest of(String method, String... path) {
        return new AriRequest(method, List.of(path), Map.of(), Map.of(), new Again.Same());
    }

    AriRequest with(String name, String value) {
        var longer = new LinkedHashMap<>(query);
        longer.put(name, value);
        return new AriRequest(method, path, longer, variables, again);
    }

    /// The same without it where it is empty.
    AriRequest withSome(String name, String value) {
        return value.isEmpty() ? this : with(name, value);
    }

    AriRequest carrying(Map<String, String> some) {
        return new AriRequest(method, path, query, some, again);
    }

    AriRequest again(Again other) {
        return new AriRequest(method, path, query, variables, other);
    }

    boolean mayBeRepeated() {
        return !(again instanceof Again.Never);
    }

    /// For people: neither query nor body, which may hold telephone numbers.
    String what() {
        return method + " /" + String.join("/", path);
    }

    /// Without a slash at its begin.
    String encodedPath() {
        return path.stream().map(AriRequest::encoded).collect(Collectors.joining("/"));
    }

    /// @param base the path as far as `ari`
    String uri(String base) {
        var parameters =
                query.entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return base + "/" + encodedPath() + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    /// JSON, or empty for none.
    String body() {
        if (variables.isEmpty()) {
            return "";
        }
        var body = JsonNodeFactory.instance.objectNode();
        var inside = body.putObject("variables");
        variables.forEach(inside::put);
        return body.toString();
    }

    /// Asterisk takes `+` for a space in some places, and `%20` in all.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
