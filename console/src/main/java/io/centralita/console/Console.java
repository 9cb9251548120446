package io.centralita.console;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.Moment;
import io.centralita.console.access.Access;
import io.centralita.console.access.AccessSettings;
import io.centralita.console.access.Decision;
import io.centralita.console.access.PageSecurity;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console's routes: `/health/live`, `/health/ready`, `/metrics`, `/api/calls`,
/// `/api/calls/{id}`; and the module for calls from pages, which is everybody's.
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
    private final Refusals refusals;

    /// With the password of the settings as the only way in from afar.
    ///
    /// @param clock for counting wrong passwords
    public Console(
            ConsoleSettings settings,
            CallRecords records,
            List<ReadinessCheck> checks,
            MetricsPage metrics,
            InstantSource clock) {
        this(settings, records, checks, metrics, clock, Readiness.DEADLINE);
    }

    /// @param language of what operators read
    public Console(
            Locale language,
            Access access,
            CallRecords records,
            List<ReadinessCheck> checks,
            MetricsPage metrics) {
        this(language, access, records, checks, metrics, Readiness.DEADLINE);
    }

    Console(
            ConsoleSettings settings,
            CallRecords records,
            List<ReadinessCheck> checks,
            MetricsPage metrics,
            InstantSource clock,
            Duration readinessDeadline) {
        this(
                settings.language(),
                new Access(AccessSettings.of(settings.password()), clock),
                records,
                checks,
                metrics,
                readinessDeadline);
    }

    private Console(
            Locale language,
            Access access,
            CallRecords records,
            List<ReadinessCheck> checks,
            MetricsPage metrics,
            Duration readinessDeadline) {
        this.records = records;
        this.metrics = metrics;
        this.access = access;
        texts = new ConsoleTexts(language);
        refusals = new Refusals(texts);
        readiness = new Readiness(checks, threads, readinessDeadline, texts);
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

    /// What every answer that is no page tells browsers.
    public static void secure(RoutingContext request) {
        PageSecurity.data(request);
        request.response().putHeader("Cache-Control", "no-store");
        request.next();
    }

    private static void live(RoutingContext request) {
        Json.send(request.response(), 200, Map.of("status", "ok", "instance", INSTANCE));
    }

    /// Everybody may know whether we are ready; why not is for those who have access.
    private void ready(RoutingContext request) {
        access.decide(request, decision -> ready(request, decision instanceof Decision.Granted));
    }

    private void ready(RoutingContext request, boolean details) {
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

    /// What has to be in order, and whether it is. Blocks, 2 s at most.
    public List<Readiness.Answer> readiness() throws InterruptedException {
        return readiness.evaluate();
    }

    /// Lets those pass who have access, and attaches their [io.centralita.console.access.Grant] to
    /// the request. To be mounted before anything that reads the request's body.
    public void guard(RoutingContext request) {
        var http = request.request();
        var held = new Held(http);
        access.decide(
                request,
                decision -> {
                    if (decision instanceof Decision.Granted) {
                        held.release(request::next);
                    } else {
                        held.release(() -> refusals.answer(request, decision));
                    }
                });
        held.holdIfUndecided();
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

    /// With the place where the next page begins, as long as there may be one; without the moments
    /// of each call, which nobody reads in a list.
    private String page(CallQuery query) {
        var calls = records.page(query);
        var page = new LinkedHashMap<String, Object>();
        page.put("calls", calls.stream().map(call -> call.with(List.<Moment>of())).toList());
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
                            refuse(request, "unavailable", texts.text(failure));
                        });
        if (!started) {
            refuse(request, "busy", texts.text("busy"));
        }
    }

    /// An answer that has begun cannot be taken back: it is cut off.
    private static void refuse(RoutingContext request, String error, String message) {
        var response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.headWritten()) {
            request.request().connection().close();
        } else {
            Json.error(response, 503, error, message);
        }
    }

    /// Interrupts what still runs.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
