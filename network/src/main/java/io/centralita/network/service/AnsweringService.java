package io.centralita.network.service;

import io.centralita.network.Answer;
import io.centralita.network.Answerer;
import io.centralita.network.question.Kind;
import io.centralita.network.router.RouterSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP side of the answering service. `docs/network.md` describes the interface.
public final class AnsweringService {
    private static final Logger log = LoggerFactory.getLogger(AnsweringService.class);

    private static final int LARGEST_BODY = 16 * 1_024;
    private static final long BODY_WITHIN_MS = 10_000;

    /// Longer than the longest timeout of a question, during which a connection is silent.
    private static final int IDLE_SECONDS = 330;

    private final Vertx vertx;
    private final Settings settings;
    private final RouterSource source;
    private final Questions questions;
    private final Replier replier;
    private final HttpServer server;

    private AnsweringService(
            Vertx vertx, Settings settings, RouterSource source, InstantSource time) {
        this.vertx = vertx;
        this.settings = settings;
        this.source = source;
        this.questions = new Questions(new Answerer(source), settings.concurrentQuestions());
        this.replier = new Replier(settings.language(), time);
        this.server =
                vertx.createHttpServer(
                        new HttpServerOptions()
                                .setHost(settings.host())
                                .setPort(settings.port())
                                .setIdleTimeout(IDLE_SECONDS)
                                .setIdleTimeoutUnit(TimeUnit.SECONDS));
    }

    /// Listens; fails where the address cannot be had. The source stays the caller's to close.
    ///
    /// @param time by which answers are dated
    public static Future<AnsweringService> start(
            Vertx vertx, Settings settings, RouterSource source, InstantSource time) {
        var service = new AnsweringService(vertx, settings, source, time);
        return service.server
                .requestHandler(service.routes())
                .listen()
                .map(service)
                .onSuccess(
                        started ->
                                log.atInfo()
                                        .addKeyValue("host", settings.host())
                                        .addKeyValue("port", started.port())
                                        .addKeyValue("routers", source.routers().size())
                                        .log("answering service listens"))
                .onFailure(e -> service.questions.close());
    }

    /// The port it really listens on.
    public int port() {
        return server.actualPort();
    }

    /// Stops listening, gives up questions under way and waits for their threads.
    public Future<Void> close() {
        return server.close()
                .eventually(
                        () ->
                                vertx.executeBlocking(
                                        () -> {
                                            questions.close();
                                            return null;
                                        },
                                        false));
    }

    private Router routes() {
        var router = Router.router(vertx);
        router.get("/health").handler(ctx -> replier.health(ctx.response()));
        router.post("/query").handler(this::watchBody);
        router.post("/query").handler(this::checkContentType);
        router.post("/query").handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        router.post("/query").handler(this::query);
        router.route("/health").handler(ctx -> wrongMethod(ctx, "GET"));
        router.route("/query").handler(ctx -> wrongMethod(ctx, "POST"));
        router.route().handler(ctx -> replier.refuse(ctx.response(), Refusal.NOT_FOUND));
        router.route().failureHandler(this::failed);
        return router;
    }

    private void watchBody(RoutingContext ctx) {
        var timer =
                vertx.setTimer(
                        BODY_WITHIN_MS,
                        _ -> {
                            ctx.response().putHeader(HttpHeaders.CONNECTION, "close");
                            replier.refuse(ctx.response(), Refusal.BODY_TOO_SLOW);
                        });
        ctx.put("bodyTimer", timer);
        ctx.addEndHandler(_ -> vertx.cancelTimer(timer));
        ctx.next();
    }

    /// A missing content type is taken for JSON.
    private void checkContentType(RoutingContext ctx) {
        var type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || isJson(type)) {
            ctx.next();
        } else {
            replier.refuse(ctx.response(), Refusal.CONTENT_TYPE);
        }
    }

    private static boolean isJson(String contentType) {
        var semicolon = contentType.indexOf(';');
        var type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        var plain = type.strip().toLowerCase(Locale.ROOT);
        return plain.isEmpty()
                || plain.equals("application/json")
                || (plain.startsWith("application/") && plain.endsWith("+json"));
    }

    private void query(RoutingContext ctx) {
        Long timer = ctx.get("bodyTimer");
        vertx.cancelTimer(timer);
        try {
            var buffer = ctx.body().buffer();
            var request = QueryRequest.parse(buffer == null ? new byte[0] : buffer.getBytes());
            ask(ctx, request);
        } catch (RefusedException e) {
            replier.refuse(ctx.response(), e.refusal());
        }
    }

    private void ask(RoutingContext ctx, QueryRequest request) {
        var context = vertx.getOrCreateContext();
        var timeout = request.timeout();
        Duration within = timeout == null ? settings.timeout() : timeout;
        var giveUp =
                questions.ask(
                        request.question(),
                        settings.language(),
                        within,
                        new Questions.Outcome() {
                            @Override
                            public void answered(Answer answer) {
                                context.runOnContext(_ -> reply(ctx, answer));
                            }

                            @Override
                            public void failed() {
                                context.runOnContext(
                                        _ -> replier.refuse(ctx.response(), Refusal.BROKEN));
                            }
                        });
        if (giveUp == null) {
            replier.refuse(ctx.response(), Refusal.BUSY);
        } else {
            // A caller who goes away early needs no answer.
            ctx.response().exceptionHandler(_ -> giveUp.run());
            ctx.response().closeHandler(_ -> giveUp.run());
        }
    }

    private void reply(RoutingContext ctx, Answer answer) {
        if (answer.question().kind() == Kind.UNKNOWN_ROUTER) {
            replier.unknownRouter(ctx.response(), answer, source.routers());
        } else {
            replier.answer(ctx.response(), answer);
        }
    }

    private void wrongMethod(RoutingContext ctx, String allowed) {
        ctx.response().putHeader(HttpHeaders.ALLOW, allowed);
        replier.refuse(ctx.response(), Refusal.METHOD_NOT_ALLOWED);
    }

    private void failed(RoutingContext ctx) {
        if (ctx.statusCode() == 413) {
            replier.refuse(ctx.response(), Refusal.BODY_TOO_LARGE);
            return;
        }
        log.atError().setCause(ctx.failure()).log("request failed");
        replier.refuse(ctx.response(), Refusal.BROKEN);
    }
}
