package io.centralita.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/// JSON answers. Times are ISO 8601.
public final class Json {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the console shows is always JSON", e);
        }
    }

    public static void error(
            HttpServerResponse response, int status, String error, String message) {
        send(response, status, write(new ErrorBody(error, message)));
    }

    public static void send(HttpServerResponse response, int status, Map<String, ?> body) {
        send(response, status, write(body));
    }

    public static void send(HttpServerResponse response, int status, String json) {
        var _ =
                response.setStatusCode(status)
                        .putHeader("Content-Type", "application/json; charset=utf-8")
                        .end(json);
    }

    /// @param error a word for programs
    /// @param message for people
    private record ErrorBody(String error, String message) {}
}
