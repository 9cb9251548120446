package io.centralita.console.glance;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.console.Console;
import io.centralita.console.Json;
import io.centralita.console.glance.Summary.Unit;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `GET /api/summary?since=…&until=…&tenant=…&by=hour|day&zone=Europe/Madrid`: calls of a time,
/// summed up.
public final class SummaryRoutes {
    /// So many calls are looked at, the latest.
    static final int MOST = 5_000;

    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(370);

    /// More parts than this nobody sees apart.
    private static final Duration LONGEST_BY_HOUR = Duration.ofDays(8);

    private final Console console;
    private final CallRecords records;
    private final InstantSource clock;
    private final ZoneId home;

    /// @param console whose access rules hold here too
    /// @param home the server's zone, for those who name none
    public SummaryRoutes(Console console, CallRecords records, InstantSource clock, ZoneId home) {
        this.console = console;
        this.records = records;
        this.clock = clock;
        this.home = home;
    }

    /// Adds the route to a router of the application's.
    public void mount(Router router) {
        router.get("/api/summary")
                .handler(Console::secure)
                .handler(console::guard)
                .handler(this::summary);
    }

    private record Asked(
            Optional<String> tenant, Instant since, Instant until, Unit unit, ZoneId zone) {}

    private void summary(RoutingContext request) {
        Asked asked;
        try {
            asked = read(request);
        } catch (Wrong e) {
            Json.error(
                    request.response(),
                    400,
                    "wrong-" + e.parameter,
                    console.texts().text("summary." + e.parameter));
            return;
        }
        console.run(
                request,
                () -> Json.write(sum(asked)),
                json -> Json.send(request.response(), 200, json),
                "calls.unavailable");
    }

    private Summary sum(Asked asked) {
        List<CallReport> calls = new ArrayList<>();
        var query =
                new CallQuery(
                        asked.tenant(),
                        Optional.of(asked.since()),
                        Optional.of(asked.until()),
                        CallQuery.MOST,
                        Optional.empty());
        while (true) {
            var page = records.page(query);
            calls.addAll(page);
            if (page.size() < query.limit() || calls.size() >= MOST) {
                boolean more = page.size() == query.limit();
                return Summary.of(
                        calls, asked.since(), asked.until(), asked.unit(), asked.zone(), more);
            }
            query = query.after(page.getLast());
        }
    }

    private Asked read(RoutingContext request) throws Wrong {
        var parameters = request.queryParams();
        var until = time(parameters.get("until"), "until").orElse(clock.instant());
        var since = time(parameters.get("since"), "since").orElse(until.minus(USUAL));
        if (!since.isBefore(until) || Duration.between(since, until).compareTo(LONGEST) > 0) {
            throw new Wrong("since");
        }
        boolean hours = Duration.between(since, until).compareTo(LONGEST_BY_HOUR) <= 0;
        var unit = unit(Optional.ofNullable(parameters.get("by")), hours);
        return new Asked(
                Optional.ofNullable(parameters.get("tenant")).filter(name -> !name.isEmpty()),
                since,
                until,
                unit,
                zone(parameters.get("zone")));
    }

    private static Unit unit(Optional<String> asked, boolean hours) throws Wrong {
        var unit = asked.orElse(hours ? "hour" : "day");
        if (unit.equals("hour") && hours) {
            return Unit.HOUR;
        }
        if (unit.equals("day")) {
            return Unit.DAY;
        }
        throw new Wrong("by");
    }

    private ZoneId zone(@Nullable String text) throws Wrong {
        try {
            return text == null ? home : ZoneId.of(text);
        } catch (DateTimeException _) {
            throw new Wrong("zone");
        }
    }

    private static Optional<Instant> time(@Nullable String text, String name) throws Wrong {
        if (text == null) {
            return Optional.empty();
        }
        var time = CallQuery.time(text);
        if (time.isEmpty()) {
            throw new Wrong(name);
        }
        return time;
    }

    /// A parameter that cannot be understood.
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        private final String parameter;

        private Wrong(String parameter) {
            super(parameter, null, false, false);
            this.parameter = parameter;
        }
    }
}
