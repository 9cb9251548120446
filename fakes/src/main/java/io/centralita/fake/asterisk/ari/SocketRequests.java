package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Timeline;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// REST over the events WebSocket.
public final class SocketRequests {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final String application;
    private final String asteriskId;
    private final Timeline timeline;

    /// @param application the first of the WebSocket
    public SocketRequests(String application, String asteriskId, Timeline timeline) {
        this.application = application;
        this.asteriskId = asteriskId;
        this.timeline = timeline;
    }

    /// @param handler asked where the message is a request that can be read
    public void handle(
            String text, BiConsumer<Request, Consumer<Answer>> handler, Consumer<String> reply) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            var unreadable = new Answer(400, "Failed to parse request message JSON", null, null);
            reply.accept(response(Json.object(), unreadable));
            return;
        }
        if (!message.path("type").asText().equals("RESTRequest")) {
            reply.accept(
                    response(message, Answer.error(400, "Bad request", "Unknown request type.")));
            return;
        }
        var uri = message.path("uri").asText();
        int question = uri.indexOf('?');
        var parameters = RequestReader.query(question < 0 ? "" : uri.substring(question + 1));
        message.path("query_strings")
                .forEach(
                        pair ->
                                parameters.put(
                                        pair.path("name").asText(), pair.path("value").asText()));
        RequestReader.read(
                        message.path("method").asText(),
                        question < 0 ? uri : uri.substring(0, question),
                        parameters,
                        message.path("message_body").asText())
                .ifPresentOrElse(
                        request ->
                                handler.accept(
                                        request, answer -> reply.accept(response(message, answer))),
                        () -> reply.accept(response(message, Answer.BAD_BODY)));
    }

    private String response(JsonNode message, Answer answer) {
        ObjectNode response = Json.object().put("type", "RESTResponse");
        response.put("transaction_id", message.path("transaction_id").asText());
        response.put("request_id", message.path("request_id").asText());
        response.put("status_code", answer.status());
        response.put("reason_phrase", answer.reason());
        response.put("uri", message.path("uri").asText());
        if (answer.body() != null) {
            response.put("content_type", "application/json");
            response.put("message_body", answer.body().toString());
        }
        return response.put("application", application)
                .put("timestamp", Json.time(timeline.now()))
                .put("asterisk_id", asteriskId)
                .toString();
    }
}
