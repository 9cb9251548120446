package io.centralita.channel.twilio;

import io.centralita.call.leg.AfterFailure;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.scope.Time;
import io.centralita.call.text.SpokenTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.ExpiringMap;
import io.centralita.channel.twilio.RingingCalls.RingingCall;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of a caller once their stream has ended. Twilio asks, on any event loop; who was
/// served is hung up, and so is everybody nothing is known about.
///
/// Twilio asks here three times at most for each stream: after `<Connect>`, and after the `<Dial>`
/// or `<Record>` that it got for an answer.
final class AfterCall {
    private static final Logger log = LoggerFactory.getLogger(AfterCall.class);

    private final TwilioSettings settings;
    private final RequestGuard guard;
    private final Door door;
    private final RingingCalls calls;
    private final SpokenTexts texts;
    private final Transfers transfers;
    private final CallControl control;
    private final Time time;

    /// Callers who go on somewhere, and whom Twilio has not asked about yet.
    private final ExpiringMap<CallEnd> leaving;

    AfterCall(
            TwilioSettings settings,
            RequestGuard guard,
            RingingCalls calls,
            SpokenTexts texts,
            Transfers transfers,
            CallControl control,
            Time time,
            ChannelMetrics metrics) {
        this.settings = settings;
        this.guard = guard;
        this.door = new Door(guard, metrics);
        this.calls = calls;
        this.texts = texts;
        this.transfers = transfers;
        this.control = control;
        this.time = time;
        leaving =
                new ExpiringMap<>(
                        settings.limits().maxRinging(), settings.limits().tokenLife().toNanos());
    }

    /// We have ended a call, and its stream is about to be closed. From any thread; never blocks.
    void ended(RingingCall call, CallEnd end) {
        boolean unserved =
                end.leavesCallerUnserved()
                        && !(settings.afterFailure() instanceof AfterFailure.HangUp);
        boolean goesOn =
                (unserved || transfers.begin(call, end))
                        && leaving.put(call.callSid(), end, time.nanoTime());
        if (!goesOn) {
            control.hangUp(call.callSid(), end);
        }
    }

    void asked(RoutingContext context) {
        var form = Door.form(context.request());
        if (door.refused(context, form)) {
            return;
        }
        context.response()
                .putHeader("Content-Type", "text/xml; charset=utf-8")
                .end(answer(context.request(), form));
    }

    private String answer(HttpServerRequest request, List<Map.Entry<String, String>> form) {
        String callSid = Door.first(form, "CallSid");
        try {
            if (!Door.first(form, "RecordingUrl").isEmpty()
                    && Door.first(form, "DialCallStatus").isEmpty()) {
                return recorded(callSid, form);
            }
            String dialled = Door.first(form, "DialCallStatus");
            if (!dialled.isEmpty()) {
                return transfers
                        .ended(callSid, dialled, request)
                        .orElseGet(() -> nobodyAnswers(settings.language()));
            }
            return leaving.take(callSid, _ -> true, time.nanoTime())
                    .map(end -> handOn(callSid, end, request))
                    .orElseGet(TwiMl::hangUp);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("call", callSid).setCause(e).log("caller was not handed on");
            return TwiMl.hangUp();
        }
    }

    private String handOn(String callSid, CallEnd end, HttpServerRequest request) {
        if (end.onward() != null) {
            return transfers.dial(callSid, request).orElseGet(TwiMl::hangUp);
        }
        var language = settings.language();
        String outcome = guard.url(request, TwilioChannel.AFTER_PATH);
        log.atWarn()
                .addKeyValue("call", callSid)
                .addKeyValue("reason", end.reason())
                .addKeyValue("after", settings.afterFailure())
                .log("caller is handed on");
        return switch (settings.afterFailure()) {
            case AfterFailure.HangUp() -> TwiMl.hangUp();
            case AfterFailure.Voicemail() ->
                    TwiMl.voicemail(text("twilio.leave-message", language), language, outcome);
            case AfterFailure.Transfer(var number) ->
                    TwiMl.transfer(
                            text("twilio.transferring", language), language, number, outcome);
        };
    }

    private String nobodyAnswers(Locale language) {
        return TwiMl.goodbye(text("twilio.nobody-answers", language), language);
    }

    private String recorded(String callSid, List<Map.Entry<String, String>> form) {
        var length = Duration.ofSeconds(seconds(Door.first(form, "RecordingDuration")));
        log.atInfo()
                .addKeyValue("call", callSid)
                .addKeyValue("ms", length.toMillis())
                .log("message was left");
        calls.messageLeft(callSid, Door.first(form, "RecordingUrl"), length);
        return TwiMl.hangUp();
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private String text(String key, Locale language) {
        return texts.text(key, language);
    }
}
