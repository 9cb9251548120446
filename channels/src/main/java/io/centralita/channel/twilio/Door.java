package io.centralita.channel.twilio;

import io.centralita.channel.ChannelMetrics;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all requests of Twilio's have in common: who is let in, and what they brought.
record Door(RequestGuard guard, ChannelMetrics metrics) {
    private static final Logger log = LoggerFactory.getLogger(Door.class);
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]{1,64}");

    /// Answers a request that is not let in.
    boolean refused(RoutingContext context, List<Map.Entry<String, String>> form) {
        var refusal = guard.refusal(context.request(), false, form);
        refusal.ifPresent(reason -> turnAway(context, 403, reason));
        return refusal.isPresent();
    }

    void turnAway(RoutingContext context, int status, String reason) {
        log.atWarn()
                .addKeyValue("path", context.request().path())
                .addKeyValue("remote", context.request().remoteAddress())
                .addKeyValue("reason", reason)
                .log("request was refused");
        metrics.refused(TwilioChannel.NAME, reason);
        context.response().setStatusCode(status).end();
    }

    /// Whether it was the request that failed, not we.
    static boolean isUnreadable(RoutingContext context) {
        return context.statusCode() >= 400 && context.statusCode() < 500;
    }

    /// Answers a request whose form cannot be read.
    void unreadable(RoutingContext context) {
        turnAway(context, isUnreadable(context) ? context.statusCode() : 500, "form");
    }

    static List<Map.Entry<String, String>> form(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                ? List.of()
                : request.formAttributes().entries();
    }

    /// Names are compared as they are: `CallSid` is not `callsid`.
    static String first(List<Map.Entry<String, String>> fields, String name) {
        return fields.stream()
                .filter(field -> field.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    static boolean isSid(String text) {
        return SID.matcher(text).matches();
    }
}
