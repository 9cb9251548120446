package io.centralita.channel.asterisk.audiosocket;

import io.centralita.channel.ChannelMetrics;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in what the dial plan says of a call that it sends straight to us. The answer is a word,
/// `ok` where the call may come, for the dial plan to look at.
final class AnnouncementHandler {
    private static final Logger log = LoggerFactory.getLogger(AnnouncementHandler.class);

    /// Bytes of a body; a caller's number and name take a hundred.
    private static final long MAX_BODY = 16_384;

    private static final String ID = "id";
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final CallIds ids;
    private final AnnouncementGuard guard;
    private final ChannelMetrics metrics;

    AnnouncementHandler(CallIds ids, AnnouncementGuard guard, ChannelMetrics metrics) {
        this.ids = ids;
        this.guard = guard;
        this.metrics = metrics;
    }

    void mount(Router router) {
        router.post(AudioSocketTransport.CALLS_PATH + ":" + ID)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(this::enter)
                .handler(this::announced)
                .failureHandler(this::failed);
    }

    private void enter(RoutingContext context) {
        var refusal = guard.refusal(context.request());
        if (refusal.isEmpty()) {
            context.next();
            return;
        }
        boolean unknown = !refusal.get().equals("not-local");
        if (unknown) {
            context.response().putHeader("WWW-Authenticate", "Basic realm=\"calls\"");
        }
        turnAway(context, unknown ? 401 : 403, refusal.get());
    }

    private void announced(RoutingContext context) {
        var id = id(context.pathParam(ID));
        if (id.isEmpty()) {
            turnAway(context, 400, "malformed-id");
            return;
        }
        try {
            switch (ids.announce(id.get(), read(context))) {
                case YES -> {
                    log.atInfo().addKeyValue("line", id.get()).log("call was announced");
                    answer(context, 200, "ok");
                }
                case IN_USE -> turnAway(context, 409, "id-in-use");
                case FULL -> turnAway(context, 503, "announcements-full");
            }
        } catch (AnnouncementReader.Unreadable e) {
            turnAway(context, 400, "unreadable-" + e.getMessage());
        }
    }

    private static Optional<UUID> id(String text) {
        return UUID_TEXT.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    private static Announcement read(RoutingContext context) throws AnnouncementReader.Unreadable {
        var type = context.request().getHeader("Content-Type");
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            var body = context.body().buffer();
            return AnnouncementReader.ofJson(body == null ? new byte[0] : body.getBytes());
        }
        return AnnouncementReader.ofForm(context.request().formAttributes().entries());
    }

    /// A body that is too long or no form, or a fault of ours.
    private void failed(RoutingContext context) {
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            turnAway(context, status, "unreadable-body");
            return;
        }
        log.atError().setCause(context.failure()).log("announcement failed");
        answer(context, 500, "fault");
    }

    private void turnAway(RoutingContext context, int status, String reason) {
        log.atWarn()
                .addKeyValue("remote", context.request().remoteAddress())
                .addKeyValue("reason", reason)
                .log("announcement was refused");
        metrics.refused(AudioSocketTransport.NAME, reason);
        answer(context, status, reason);
    }

    private static void answer(RoutingContext context, int status, String word) {
        var response = context.response();
        if (!response.ended()) {
            var _ =
                    response.setStatusCode(status)
                            .putHeader("Content-Type", "text/plain; charset=utf-8")
                            .end(word);
        }
    }
}
