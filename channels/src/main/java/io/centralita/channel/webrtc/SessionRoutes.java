package io.centralita.channel.webrtc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.channel.webrtc.VoiceGuard.Verdict;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests of pages: a call, another offer for it, its end, and what they tell of it. Safe for
/// any number of event loops.
final class SessionRoutes {
    private static final Logger log = LoggerFactory.getLogger(SessionRoutes.class);
    private static final String SDP = "application/sdp";
    private static final List<String> FORMS =
            List.of("multipart/", "application/x-www-form-urlencoded");

    /// Where a page hears what the switchboard has to say, if the data channel is not its own.
    private static final String EVENTS = "Centralita-Events";

    /// Whether the call goes on with the history of the one that was lost.
    private static final String RESUMED = "Centralita-Resumed";

    private final VoiceGuard guard;
    private final PageOffers offers;
    private final BrowserCalls calls;
    private final VoiceErrors errors;

    SessionRoutes(VoiceGuard guard, PageOffers offers, BrowserCalls calls, VoiceErrors errors) {
        this.guard = guard;
        this.offers = offers;
        this.calls = calls;
        this.errors = errors;
    }

    void mount(Router router) {
        var path = WebRtcChannel.SESSION_PATH;
        var large = BodyHandler.create(false).setBodyLimit(SessionRequest.LARGEST);
        var small = BodyHandler.create(false).setBodyLimit(Diagnostics.LARGEST);
        for (var posted : List.of("", "/:id/offer", "/:id/diagnostics")) {
            router.post(path + posted).handler(this::noForm);
        }
        router.post(path).handler(large).handler(this::create).failureHandler(this::failed);
        router.post(path + "/:id/offer")
                .handler(large)
                .handler(this::restart)
                .failureHandler(this::failed);
        router.post(path + "/:id/diagnostics")
                .handler(small)
                .handler(this::diagnose)
                .failureHandler(this::failed);
        router.get(path + "/:id/events").handler(this::listen).failureHandler(this::failed);
        router.get(path + "/:id").handler(this::tell).failureHandler(this::failed);
        router.delete(path + "/:id").handler(this::hangUp).failureHandler(this::failed);
    }

    /// Nobody sends forms here, and whoever reads them chokes on some of them.
    private void noForm(RoutingContext context) {
        var type = String.valueOf(context.request().getHeader("Content-Type")).strip();
        if (FORMS.stream().anyMatch(form -> type.regionMatches(true, 0, form, 0, form.length()))) {
            errors.answer(context, 400, "bad-json", "a form");
        } else {
            context.next();
        }
    }

    private void failed(RoutingContext context) {
        if (context.statusCode() == 413) {
            errors.answer(context, 413, "too-large", "body");
        } else {
            var cause = context.failure();
            log.atError().setCause(cause).log("request of a page failed");
            errors.answer(context, 500, "broken", String.valueOf(cause));
        }
    }

    private void create(RoutingContext context) {
        try {
            var request = SessionRequest.read(context);
            Refusals.check(request.sdp());
            request.resume()
                    .flatMap(calls::lost)
                    .ifPresentOrElse(
                            lost -> comeBack(context, request, lost),
                            () -> begin(context, request));
        } catch (OfferRefused refused) {
            errors.answer(context, refused);
        }
    }

    /// Whoever had the call goes on with it by the same right; anybody else begins a call.
    private void comeBack(RoutingContext context, SessionRequest request, KnownCall lost) {
        guard.again(
                context,
                lost.holder(),
                verdict -> {
                    if (verdict instanceof Verdict.Admitted by
                            && by.holder().equals(lost.holder())
                            && lost.claim()) {
                        make(context, request, by, Optional.of(lost));
                    } else {
                        begin(context, request);
                    }
                });
    }

    private void begin(RoutingContext context, SessionRequest request) {
        guard.begin(
                context,
                request.tenant(),
                admitted(context, by -> make(context, request, by, Optional.empty())));
    }

    /// @param lost that it goes on with; claimed
    private void make(
            RoutingContext context,
            SessionRequest request,
            Verdict.Admitted by,
            Optional<KnownCall> lost) {
        var info = PageOffers.info(CallIds.next(), request, by);
        var id = info.callId();
        var loop = Vertx.currentContext();
        calls.aside()
                .run(
                        loop,
                        id,
                        () -> offers.answer(request, by, lost, info, loop),
                        made -> {
                            var known = made.offer().known();
                            request.diagnostics().ifPresent(known::told);
                            if (listeners(known).isPresent()) {
                                context.response().putHeader(EVENTS, eventsPath(id));
                            }
                            var _ =
                                    context.response()
                                            .setStatusCode(201)
                                            .putHeader("Content-Type", SDP)
                                            .putHeader("Cache-Control", "no-store")
                                            .putHeader(
                                                    "Location",
                                                    WebRtcChannel.SESSION_PATH + "/" + id)
                                            .putHeader(RESUMED, String.valueOf(made.resumed()))
                                            .end(made.offer().answer());
                        },
                        refused -> errors.answer(context, refused));
    }

    private void restart(RoutingContext context) {
        try {
            var request = SessionRequest.read(context);
            Refusals.check(request.sdp());
            holding(
                    context,
                    calls.underWay(context.pathParam("id")),
                    call ->
                            calls.aside()
                                    .run(
                                            Vertx.currentContext(),
                                            context.pathParam("id"),
                                            () -> restarted(call, request.sdp()),
                                            answer ->
                                                    context.response()
                                                            .putHeader("Content-Type", SDP)
                                                            .putHeader("Cache-Control", "no-store")
                                                            .end(answer),
                                            refused -> errors.answer(context, refused)));
        } catch (OfferRefused refused) {
            errors.answer(context, refused);
        }
    }

    private static String restarted(KnownCall call, String offer)
            throws OfferRefused, InterruptedException {
        return call.call()
                .orElseThrow(() -> new OfferRefused(410, "call-over", "before its new offer"))
                .restart(offer);
    }

    /// A page that closes its connection and then says so comes late: that is no fault.
    private void hangUp(RoutingContext context) {
        holding(
                context,
                calls.known(context.pathParam("id")),
                call -> {
                    BrowserCalls.hangUp(call);
                    context.response().setStatusCode(204).end();
                });
    }

    private static String eventsPath(String id) {
        return WebRtcChannel.SESSION_PATH + "/" + id + "/events";
    }

    private void listen(RoutingContext context) {
        holding(
                context,
                calls.underWay(context.pathParam("id")).filter(call -> listeners(call).isPresent()),
                call -> listeners(call).ifPresent(to -> to.accept(context.response())));
    }

    /// Who hears what the switchboard has to say beside the call.
    private static Optional<Consumer<HttpServerResponse>> listeners(KnownCall call) {
        return call.call().flatMap(OfferAnswerer.AnsweredCall::listeners);
    }

    /// How things stand with a call: for a page whose channel was closed, and that wants to know
    /// why.
    private void tell(RoutingContext context) {
        holding(
                context,
                calls.known(context.pathParam("id")),
                call -> {
                    var json = JsonNodeFactory.instance.objectNode();
                    call.over()
                            .ifPresentOrElse(
                                    over ->
                                            json.put("state", over.isLost() ? "lost" : "ended")
                                                    .put("endedBy", over.endedBy())
                                                    .put("reason", over.reason()),
                                    () -> json.put("state", "live"));
                    context.response()
                            .putHeader("Content-Type", "application/json; charset=utf-8")
                            .putHeader("Cache-Control", "no-store")
                            .end(json.toString());
                });
    }

    private void diagnose(RoutingContext context) {
        try {
            var told = Diagnostics.of(SessionRequest.json(context));
            var id = context.pathParam("id");
            holding(
                    context,
                    calls.known(id),
                    call -> {
                        log.atInfo()
                                .addKeyValue("call", id)
                                .addKeyValue("candidates", told.candidates())
                                .log("page tells of its connection");
                        call.told(told);
                        context.response().setStatusCode(204).end();
                    });
        } catch (OfferRefused refused) {
            errors.answer(context, refused);
        }
    }

    /// A call that no page has is answered like one that is not there.
    private void holding(
            RoutingContext context, Optional<KnownCall> found, Consumer<KnownCall> then) {
        if (found.isEmpty() || found.get().holder().isEmpty()) {
            errors.answer(context, 404, "unknown-session", "no such call");
        } else {
            guard.again(
                    context,
                    found.get().holder(),
                    admitted(context, by -> then.accept(found.get())));
        }
    }

    private Consumer<Verdict> admitted(RoutingContext context, Consumer<Verdict.Admitted> then) {
        return verdict -> {
            switch (verdict) {
                case Verdict.Admitted by -> then.accept(by);
                case Verdict.Refused refused -> errors.answer(context, refused);
            }
        };
    }
}
