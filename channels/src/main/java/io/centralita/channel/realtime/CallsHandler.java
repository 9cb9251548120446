package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls whose audio is on a track, for clients of the protocol (`POST /v1/realtime/calls`): the
/// offer as it is (`application/sdp`), or with the session's configuration as a form of two parts.
///
/// Source: OpenAI's OpenAPI document 2.3.0, `/realtime/calls`, read 2026-11-25.
final class CallsHandler {
    private static final Logger log = LoggerFactory.getLogger(CallsHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SDP = "application/sdp";
    private static final int LONGEST_MODEL = 100;

    /// Bytes of an offer and a session's configuration.
    private static final int LARGEST = 262_144;

    private final RealtimeGuard guard;
    private final HttpErrors errors;
    private final CallTaker taker;
    private final String engine;

    /// @param engine the model's name where a client names none
    CallsHandler(RealtimeGuard guard, HttpErrors errors, CallTaker taker, String engine) {
        this.guard = guard;
        this.errors = errors;
        this.taker = taker;
        this.engine = engine;
    }

    void make(RoutingContext context) {
        switch (guard.mayConnect(context.request())) {
            case RealtimeGuard.Decision.Refused refused -> errors.unauthorised(context, refused);
            case RealtimeGuard.Decision.Granted(var bound) -> {
                BoundedBody.read(
                        context.request(),
                        LARGEST,
                        body -> make(context, bound, body),
                        () -> tooLarge(context));
            }
        }
    }

    private void make(RoutingContext context, Optional<ClientSecrets.Bound> bound, Buffer body) {
        try {
            take(context, wish(context, bound, body));
        } catch (ProtocolError e) {
            errors.answer(context, 400, e, "call-" + e.code());
        } catch (RuntimeException bug) { // a client must not wait for an answer that never comes
            log.atError().setCause(bug).log("offer failed by a fault");
            errors.answer(
                    context,
                    500,
                    new ProtocolError(
                            ProtocolError.SERVER, "server_error", null, "The server failed."),
                    "call-fault");
        }
    }

    private void tooLarge(RoutingContext context) {
        errors.answer(
                context,
                413,
                ProtocolError.request("request_too_large", null, "The body is too large."),
                "call-too-large");
    }

    /// What a client wants.
    private record Wish(String offer, TrackOpening opening) {}

    private void take(RoutingContext context, Wish wish) {
        taker.take(
                wish.offer(),
                wish.opening(),
                Vertx.currentContext(),
                taken -> {
                    switch (taken) {
                        case CallTaker.Taken.Answered(var callId, var answer) -> {
                            log.atInfo().addKeyValue("call", callId).log("offer answered");
                            context.response()
                                    .setStatusCode(201)
                                    .putHeader("Content-Type", SDP)
                                    .putHeader(
                                            "Location", RealtimeChannel.CALLS_PATH + "/" + callId)
                                    .end(answer);
                        }
                        case CallTaker.Taken.Refused(var status, var code, var message) ->
                                errors.answer(
                                        context,
                                        status,
                                        new ProtocolError(
                                                status < 500
                                                        ? ProtocolError.INVALID_REQUEST
                                                        : ProtocolError.SERVER,
                                                code,
                                                status < 500 ? "sdp" : null,
                                                message),
                                        "call-" + code);
                    }
                });
    }

    private Wish wish(RoutingContext context, Optional<ClientSecrets.Bound> bound, Buffer body)
            throws ProtocolError {
        var type = String.valueOf(context.request().getHeader("Content-Type"));
        if (body.length() == 0) {
            throw ProtocolError.missing("sdp");
        }
        var config = bound.map(ClientSecrets.Bound::config).orElseGet(SessionConfig::standard);
        var model =
                bound.map(ClientSecrets.Bound::model)
                        .filter(name -> !name.isBlank())
                        .or(() -> Optional.ofNullable(context.request().getParam("model")))
                        .orElse(engine);
        if (!type.startsWith("multipart/form-data")) {
            if (!type.startsWith(SDP)) {
                throw ProtocolError.value(
                        "Content-Type", "The offer comes as application/sdp, or in a form.");
            }
            return new Wish(body.toString(StandardCharsets.UTF_8), opening(model, config));
        }
        var parts = FormParts.read(type, body.getBytes());
        var offer = parts.get("sdp");
        if (offer == null || offer.isBlank()) {
            throw ProtocolError.missing("sdp");
        }
        var wished = session(parts.get("session"));
        if (wished != null) {
            config = SessionUpdate.apply(config, wished);
            model = wished.path("model").asText(model);
        }
        return new Wish(offer, opening(model, config));
    }

    private static TrackOpening opening(String model, SessionConfig config) {
        return TrackOpening.ofClient(
                model.substring(0, Math.min(model.length(), LONGEST_MODEL)), config);
    }

    private static @Nullable ObjectNode session(@Nullable String text) throws ProtocolError {
        if (text == null) {
            return null;
        }
        try {
            JsonNode json = JSON.readTree(text);
            if (json instanceof ObjectNode session) {
                return session;
            }
        } catch (IOException _) {
            // told like any other that is no object
        }
        throw ProtocolError.request("invalid_json", "session", "The session is no JSON object.");
    }

    void hangUp(RoutingContext context) {
        var id = context.pathParam("id");
        if (guard.mayManage(context.request()) instanceof RealtimeGuard.Decision.Refused refused) {
            errors.unauthorised(context, refused);
        } else if (taker.hangUp(id)) {
            log.atInfo().addKeyValue("call", id).log("client hangs up");
            context.response().end();
        } else {
            errors.answer(
                    context,
                    404,
                    ProtocolError.request("call_not_found", "call_id", "There is no such call."),
                    "call-unknown");
        }
    }
}
