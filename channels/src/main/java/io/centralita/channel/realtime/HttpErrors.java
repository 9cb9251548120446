package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.channel.ChannelMetrics;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests that are turned away, in the real service's shape. Safe from any thread.
final class HttpErrors {
    private static final Logger log = LoggerFactory.getLogger(HttpErrors.class);

    private final ChannelMetrics metrics;

    HttpErrors(ChannelMetrics metrics) {
        this.metrics = metrics;
    }

    void unauthorised(RoutingContext context, RealtimeGuard.Decision.Refused refused) {
        var message =
                refused.reason().equals("not-local")
                        ? "No key is set here, so only direct connections from this machine are"
                                + " served; set REALTIME_API_KEYS for others."
                        : refused.code() == null
                                ? "No key was shown. Use the header «Authorization: Bearer KEY»."
                                : "This key is not valid here, or not any more.";
        var error =
                new ProtocolError(
                        ProtocolError.INVALID_REQUEST,
                        refused.code() == null ? "" : refused.code(),
                        null,
                        message);
        answer(context, 401, error, refused.reason());
    }

    void answer(RoutingContext context, int status, ProtocolError error, String reason) {
        log.atWarn()
                .addKeyValue("path", context.request().path())
                .addKeyValue("remote", context.request().remoteAddress())
                .addKeyValue("reason", reason)
                .log("realtime request was refused");
        metrics.refused(RealtimeChannel.NAME, reason);
        @Nullable String code = error.code().isEmpty() ? null : error.code();
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", error.text())
                .put("type", error.type())
                .put("param", error.param())
                .put("code", code);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toString());
    }
}
