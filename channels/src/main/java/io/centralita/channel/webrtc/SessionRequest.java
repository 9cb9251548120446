package io.centralita.channel.webrtc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// What a page wants: an offer, and what goes with it.
///
/// @param tenant whom it wants to call
/// @param language that it is in
/// @param engine that it wants to be served by, by its name
/// @param resume the call that it had lost
/// @param diagnostics of its connection so far
record SessionRequest(
        String sdp,
        Optional<String> tenant,
        Optional<Locale> language,
        Optional<String> engine,
        Optional<String> resume,
        Optional<Diagnostics> diagnostics) {
    /// Bytes of a body: an offer with its candidates, and diagnostics.
    static final long LARGEST = 196_608;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_WORD = 200;

    /// JSON, or the offer alone as `application/sdp`.
    static SessionRequest read(RoutingContext context) throws OfferRefused {
        var type = String.valueOf(context.request().getHeader("Content-Type"));
        var body = context.body().buffer();
        if (body != null && type.startsWith("application/sdp")) {
            return new SessionRequest(
                    body.toString(StandardCharsets.UTF_8),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
        var json = json(context);
        var sdp = json.path("sdp");
        if (!sdp.isTextual()) {
            throw new OfferRefused(400, "bad-sdp", "no «sdp»");
        }
        return new SessionRequest(
                sdp.asText(),
                word(json, "tenant"),
                word(json, "language").map(Locale::forLanguageTag),
                word(json, "engine"),
                word(json, "resume"),
                json.path("diagnostics") instanceof ObjectNode told
                        ? Optional.of(Diagnostics.of(told))
                        : Optional.empty());
    }

    static ObjectNode json(RoutingContext context) throws OfferRefused {
        var body = context.body().buffer();
        try {
            if (body != null && JSON.readTree(body.getBytes()) instanceof ObjectNode json) {
                return json;
            }
        } catch (JsonProcessingException _) {
            // told like any other body that is no object
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new OfferRefused(400, "bad-json", "no JSON object");
    }

    private static Optional<String> word(JsonNode json, String field) {
        return Optional.of(json.path(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_WORD);
    }
}
