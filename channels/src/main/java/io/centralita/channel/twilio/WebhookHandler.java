package io.centralita.channel.twilio;

import io.centralita.call.scope.Time;
import io.centralita.call.text.SpokenTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.ExpiringMap;
import io.centralita.channel.twilio.RingingCalls.RingingCall;
import io.centralita.channel.twilio.RingingCalls.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers Twilio's voice webhook. Whatever happens to an accepted request, the answer is valid
/// TwiML and comes within the webhook timeout.
final class WebhookHandler {
    /// Same value on every retry of one request.
    static final String IDEMPOTENCY_HEADER = "I-Twilio-Idempotency-Token";

    private static final Logger log = LoggerFactory.getLogger(WebhookHandler.class);

    private static final String UNKNOWN_NUMBER_TEXT = "twilio.number-unknown";
    private static final String PROBLEM_TEXT = "twilio.technical-problem";

    private final TwilioSettings settings;
    private final Door door;
    private final RingingCalls calls;
    private final SpokenTexts texts;
    private final CallTokens tokens;
    private final Invitations invitations;
    private final Time time;
    private final ChannelMetrics metrics;

    /// Answers given or under way, by idempotency token and call.
    private final ExpiringMap<Future<String>> answers;

    WebhookHandler(
            TwilioSettings settings,
            RequestGuard guard,
            RingingCalls calls,
            SpokenTexts texts,
            CallTokens tokens,
            Invitations invitations,
            Time time,
            ChannelMetrics metrics) {
        this.settings = settings;
        this.door = new Door(guard, metrics);
        this.calls = calls;
        this.texts = texts;
        this.tokens = tokens;
        this.invitations = invitations;
        this.time = time;
        this.metrics = metrics;
        answers =
                new ExpiringMap<>(
                        settings.limits().maxRinging(), settings.limits().tokenLife().toNanos());
    }

    void webhook(RoutingContext context) {
        var request = context.request();
        var form = Door.form(request);
        if (refused(context, form)) {
            return;
        }
        var fields =
                request.method().equals(HttpMethod.GET) ? context.queryParams().entries() : form;
        String callSid = Door.first(fields, "CallSid");
        if (!Door.isSid(callSid)) {
            door.turnAway(context, 400, "no-call-sid");
            return;
        }
        var parameters = PassedParameters.of(passed(context), metrics);
        var call =
                new RingingCall(
                        callSid, Door.first(fields, "From"), Door.first(fields, "To"), parameters);
        answerOnce(call, request)
                .onComplete(
                        answer ->
                                context.response()
                                        .putHeader("Content-Type", "text/xml; charset=utf-8")
                                        .end(
                                                answer.succeeded()
                                                        ? answer.result()
                                                        : TwiMl.hangUp()));
    }

    /// What stands in the query of a number's voice URL; with GET that is where Twilio's own fields
    /// are.
    private static List<Map.Entry<String, String>> passed(RoutingContext context) {
        return context.request().method().equals(HttpMethod.GET)
                ? List.of()
                : context.queryParams().entries();
    }

    /// A request that could not be read, or a fault of ours: of that the caller hears.
    void failed(RoutingContext context) {
        if (Door.isUnreadable(context)) {
            door.unreadable(context);
            return;
        }
        log.atError().setCause(context.failure()).log("webhook failed");
        if (!context.response().ended()) {
            context.response()
                    .putHeader("Content-Type", "text/xml; charset=utf-8")
                    .end(goodbye(PROBLEM_TEXT, settings.language()));
        }
    }

    private Future<String> answerOnce(RingingCall call, HttpServerRequest request) {
        String retryToken = request.getHeader(IDEMPOTENCY_HEADER);
        if (retryToken == null) {
            return answer(call, request);
        }
        String key = retryToken + " " + call.callSid();
        var earlier = answers.get(key, time.nanoTime());
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Promise<String> promise = Promise.promise();
        if (!answers.put(key, promise.future(), time.nanoTime())) {
            metrics.oddity(TwilioChannel.NAME, "idempotency-full");
        }
        answer(call, request).onComplete(promise);
        return promise.future();
    }

    private Future<String> answer(RingingCall call, HttpServerRequest request) {
        log.atInfo().addKeyValue("call", call.callSid()).log("call is ringing");
        return verdict(call)
                .map(verdict -> twiml(verdict, call, request))
                .recover(
                        failure -> {
                            log.atError()
                                    .addKeyValue("call", call.callSid())
                                    .setCause(failure)
                                    .log("ringing call could not be prepared");
                            abandon(call.callSid());
                            return Future.succeededFuture(
                                    goodbye(PROBLEM_TEXT, settings.language()));
                        });
    }

    private Future<Verdict> verdict(RingingCall call) {
        try {
            return Future.fromCompletionStage(calls.ringing(call))
                    .timeout(settings.limits().webhookTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private String twiml(Verdict verdict, RingingCall call, HttpServerRequest request) {
        return switch (verdict) {
            case Verdict.PutThrough() -> putThrough(call, request);
            case Verdict.NumberUnknown(var language) -> {
                log.atWarn().addKeyValue("call", call.callSid()).log("dialled number is unknown");
                yield goodbye(UNKNOWN_NUMBER_TEXT, language);
            }
            case Verdict.TechnicalProblem(var language) -> goodbye(PROBLEM_TEXT, language);
        };
    }

    private String putThrough(RingingCall call, HttpServerRequest request) {
        var twiml = invitations.to(call, request);
        if (twiml.isPresent()) {
            return twiml.get();
        }
        log.atWarn().addKeyValue("call", call.callSid()).log("too many calls are ringing");
        metrics.refused(TwilioChannel.NAME, "ringing-full");
        abandon(call.callSid());
        return goodbye(PROBLEM_TEXT, settings.language());
    }

    private String goodbye(String key, Locale language) {
        try {
            return TwiMl.goodbye(texts.text(key, language), language);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("key", key).setCause(e).log("spoken text is missing");
            return TwiMl.hangUp();
        }
    }

    /// The call will not come to a stream, or is over.
    void abandon(String callSid) {
        tokens.withdraw(callSid);
        try {
            calls.gone(callSid);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("call", callSid)
                    .setCause(e)
                    .log("preparation of a call could not be dropped");
        }
    }

    private boolean refused(RoutingContext context, List<Map.Entry<String, String>> form) {
        return door.refused(context, form);
    }
}
