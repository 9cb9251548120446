package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads requests: parameters may be in the query or in a JSON body, variables only in the body.
public final class RequestReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestReader() {}

    /// @param uri below `/ari/`, with its query
    /// @param body empty for none
    /// @return empty where the body is no JSON
    public static Optional<Request> read(String method, String uri, String body) {
        int question = uri.indexOf('?');
        var path = decode(question < 0 ? uri : uri.substring(0, question));
        var parameters = query(question < 0 ? "" : uri.substring(question + 1));
        return read(method, path, parameters, body);
    }

    static Optional<Request> read(
            String method, String path, Map<String, String> parameters, String body) {
        var variables = new LinkedHashMap<String, String>();
        JsonNode json = JSON.nullNode();
        if (!body.isBlank()) {
            try {
                json = JSON.readTree(body);
                take(json, parameters, variables);
            } catch (JsonProcessingException _) {
                return Optional.empty();
            }
        }
        return Optional.of(new Request(method, path, parameters, variables, json));
    }

    private static void take(
            JsonNode body, Map<String, String> parameters, Map<String, String> variables) {
        body.properties()
                .forEach(
                        field -> {
                            if (field.getValue().isValueNode()) {
                                parameters.put(field.getKey(), field.getValue().asText());
                            }
                        });
        body.path("variables")
                .properties()
                .forEach(
                        variable -> variables.put(variable.getKey(), variable.getValue().asText()));
    }

    public static Map<String, String> query(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
