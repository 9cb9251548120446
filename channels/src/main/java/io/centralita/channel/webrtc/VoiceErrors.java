package io.centralita.channel.webrtc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.channel.ChannelMetrics;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers pages whose request is turned away: a word for the program, what is wrong and what to do
/// for the person. Safe from any thread.
final class VoiceErrors {
    private static final Logger log = LoggerFactory.getLogger(VoiceErrors.class);

    private final VoiceTexts texts;
    private final ChannelMetrics metrics;

    VoiceErrors(VoiceTexts texts, ChannelMetrics metrics) {
        this.texts = texts;
        this.metrics = metrics;
    }

    void answer(RoutingContext context, OfferRefused refused) {
        answer(context, refused.status(), refused.word(), String.valueOf(refused.getMessage()));
    }

    /// @param detail for the log
    void answer(RoutingContext context, int status, String word, String detail) {
        var accepted = context.request().getHeader("Accept-Language");
        answer(
                context,
                new VoiceGuard.Verdict.Refused(
                        status,
                        word,
                        texts.message(word, accepted),
                        texts.remedy(word, accepted),
                        Optional.empty()),
                detail);
    }

    /// Where the guard has no words of its own, ours for its error.
    void answer(RoutingContext context, VoiceGuard.Verdict.Refused refused) {
        if (refused.message().isEmpty()) {
            answer(context, refused.status(), refused.error(), "guard");
        } else {
            answer(context, refused, "guard");
        }
    }

    private void answer(RoutingContext context, VoiceGuard.Verdict.Refused refused, String detail) {
        log.atWarn()
                .addKeyValue("path", context.normalizedPath())
                .addKeyValue("reason", refused.error())
                .addKeyValue("detail", detail)
                .log("request of a page was refused");
        metrics.refused(WebRtcChannel.NAME, refused.error());
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        refused.retryAfter()
                .map(Duration::toSeconds)
                .ifPresent(seconds -> response.putHeader("Retry-After", "" + Math.max(1, seconds)));
        var body = JsonNodeFactory.instance.objectNode();
        body.put("error", refused.error())
                .put("message", refused.message())
                .put("remedy", refused.remedy());
        var _ =
                response.setStatusCode(refused.status())
                        .putHeader("Content-Type", "application/json; charset=utf-8")
                        .putHeader("Cache-Control", "no-store")
                        .end(body.toString());
    }
}
