package io.centralita.console;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallRecords;
import io.centralita.console.Access.Decision;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console's routes: `/health/live`, `/health/ready`, `/metrics`, `/api/calls`,
/// `/api/calls/{id}`.
public final class Console implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Console.class);

    private static final int AT_ONCE = 32;

    /// Tells this process from any other one that answers under the same address.
    private static final String INSTANCE = UUID.randomUUID().toString();

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("console-", 0).factory());
    private final BlockingWork work = new BlockingWork(threads, AT_ONCE);
    private final BlockingWork checks = new BlockingWork(threads, AT_ONCE);
    private final CallRecords records;
    private final MetricsPage metrics;
    private final Readiness readiness;
    private final Access access;
    private final ConsoleTexts texts;

    /// @param clock for counting wrong passwords
    public Console(
            ConsoleSettings settings,
            CallRecords records,
            List<ReadinessCheck> checks,
            MetricsPage metrics,
            InstantSource clock) {
        this(settings, records, checks, metrics, clock, Readiness.DEADLINE);
    }

    Console(
            ConsoleSettings settings,
            CallRecords records,
            List<ReadinessCheck> checks,
            MetricsPage metrics,
            InstantSource clock,
            Duration readinessDeadline) {
        this.records = records;
        this.metrics = metrics;
        texts = new ConsoleTexts(settings.language());
        readiness = new Readiness(checks, threads, readinessDeadline, texts);
        access = new Access(settings.password(), clock);
    }

    /// Adds the routes to a router of the application's.
    public void mount(Router router) {
        router.get("/health/live").handler(Console::secure).handler(Console::live);
        router.get("/health/ready").handler(Console::secure).handler(this::ready);
        router.get("/metrics").handler(Console::secure).handler(this::guard).handler(this::metrics);
        router.get("/api/calls").handler(Console::secure).handler(this::guard).handler(this::calls);
        router.get("/api/calls/:id")
                .handler(Console::secure)
                .handler(this::guard)
                .handler(this::call);
    }

    public static void secure(RoutingContext request) {
        request.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "no-store");
        request.next();
    }

    private static void live(RoutingContext request) {
        Json.send(request.response(), 200, Map.of("status", "ok", "instance", INSTANCE));
    }

    /// Everybody may know whether we are ready; why not is for those who have access.
    private void ready(RoutingContext request) {
        boolean details = access.of(request.request()) instanceof Decision.Granted;
        run(
                checks,
                request,
                readiness::evaluate,
                answers -> {
                    boolean ready = answers.stream().allMatch(Readiness.Answer::ready);
                    var status = ready ? "ok" : "not-ready";
                    Json.send(
                            request.response(),
                            ready ? 200 : 503,
                            details
                                    ? Map.of("status", status, "checks", answers)
                                    : Map.of("status", status));
                },
                "busy");
    }

    /// Lets those pass who have access.
    public void guard(RoutingContext request) {
        var response = request.response();
        switch (access.of(request.request())) {
            case Decision.Granted() -> request.next();
            case Decision.Forbidden() ->
                    Json.error(response, 403, "forbidden", texts.text("access.forbidden"));
            case Decision.PasswordNeeded() -> {
                response.putHeader(
                        "WWW-Authenticate", "Basic realm=\"centralita\", charset=\"UTF-8\"");
                Json.error(response, 401, "unauthorized", texts.text("access.unauthorized"));
            }
            case Decision.TooManyWrong(var wait) -> {
                long seconds = wait.plusMillis(999).toSeconds();
                response.putHeader("Retry-After", Long.toString(seconds));
                var message = texts.text("access.tooMany", Long.toString(seconds));
                Json.error(response, 429, "too-many-wrong-passwords", message);
            }
        }
    }

    private void metrics(RoutingContext request) {
        run(
                work,
                request,
                metrics.scrape()::get,
                page -> {
                    var _ =
                            request.response()
                                    .putHeader("Content-Type", metrics.contentType())
                                    .end(page);
                },
                "metrics.unavailable");
    }

    private void calls(RoutingContext request) {
        CallQuery query;
        try {
            query = CallsRequest.read(request.queryParams());
        } catch (CallsRequest.Wrong e) {
            var message =
                    texts.text(
                            "calls." + e.parameter(), Integer.toString(CallsRequest.LARGEST_LIMIT));
            Json.error(request.response(), 400, "wrong-" + e.parameter(), message);
            return;
        }
        run(
                work,
                request,
                () -> page(query),
                json -> Json.send(request.response(), 200, json),
                "calls.unavailable");
    }

    /// With the place where the next page begins, as long as there may be one.
    private String page(CallQuery query) {
        var calls = records.page(query);
        var page = new LinkedHashMap<String, Object>();
        page.put("calls", calls);
        if (calls.size() == query.limit()) {
            page.put("next", CallQuery.Place.of(calls.getLast()).toString());
        }
        return Json.write(page);
    }

    private void call(RoutingContext request) {
        var id = request.pathParam("id");
        run(
                work,
                request,
                () -> records.find(id).map(Json::write),
                json ->
                        json.ifPresentOrElse(
                                report -> Json.send(request.response(), 200, report),
                                () ->
                                        Json.error(
                                                request.response(),
                                                404,
                                                "unknown-call",
                                                texts.text("calls.unknown"))),
                "calls.unavailable");
    }

    /// Work on a virtual thread, whose result is answered.
    ///
    /// @param failure key of the sentence that says what is not available
    public <T> void run(
            RoutingContext request, Callable<T> task, Consumer<T> done, String failure) {
        run(work, request, task, done, failure);
    }

    public ConsoleTexts texts() {
        return texts;
    }

    private <T> void run(
            BlockingWork place,
            RoutingContext request,
            Callable<T> work,
            Consumer<T> done,
            String failure) {
        boolean started =
                place.start(
                        Vertx.currentContext(),
                        work,
                        result -> {
                            if (!request.response().closed()) {
                                done.accept(result);
                            }
                        },
                        e -> {
                            log.atWarn()
                                    .addKeyValue("path", request.request().path())
                                    .setCause(e)
                                    .log("console cannot answer");
                            if (!request.response().closed()) {
                                Json.error(
                                        request.response(),
                                        503,
                                        "unavailable",
                                        texts.text(failure));
                            }
                        });
        if (!started) {
            Json.error(request.response(), 503, "busy", texts.text("busy"));
        }
    }

    /// Interrupts what still runs.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
