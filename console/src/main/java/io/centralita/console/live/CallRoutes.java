package io.centralita.console.live;

import io.centralita.call.record.CallRecords;
import io.centralita.call.watch.CallBoard;
import io.centralita.console.Console;
import io.centralita.console.Json;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// `/api/calls/{id}/timeline`, `…/log`, `…/recording`, `…/recording/peaks`: calls that go on and
/// calls that are over, for those who have access to the console.
public final class CallRoutes {
    /// Where what is shown comes from.
    public record Sources(CallRecords records, CallLogLines log, CallRecordings recordings) {}

    private final Console console;
    private final CallBoard board;
    private final Sources sources;
    private final InstantSource clock;
    private final LiveTexts texts;

    /// @param console whose access rules hold here too
    /// @param language of what operators read, where their browser asks for none of ours
    CallRoutes(
            Console console,
            CallBoard board,
            Sources sources,
            InstantSource clock,
            Locale language) {
        this.console = console;
        this.board = board;
        this.sources = sources;
        this.clock = clock;
        texts = new LiveTexts(language);
    }

    /// Adds the routes to a router of the application's.
    void mount(Router router) {
        guarded(router.get("/api/calls/:id/timeline")).handler(this::timeline);
        guarded(router.get("/api/calls/:id/log")).handler(this::log);
        guarded(router.get("/api/calls/:id/recording")).handler(this::recording);
        guarded(router.head("/api/calls/:id/recording")).handler(this::recording);
        guarded(router.get("/api/calls/:id/recording/peaks")).handler(this::peaks);
        guarded(router.delete("/api/calls/:id/recording")).handler(this::delete);
    }

    private Route guarded(Route route) {
        return route.handler(Console::secure).handler(console::guard);
    }

    private void timeline(RoutingContext request) {
        var id = request.pathParam("id");
        console.run(
                request,
                () -> shape(id).map(Json::write),
                found -> answer(request, found),
                "calls.unavailable");
    }

    private Optional<Map<String, @Nullable Object>> shape(String id) throws IOException {
        var recording = sources.recordings().find(id);
        var live = board.find(id);
        if (live.isPresent()) {
            return live.map(call -> Timeline.of(call, clock.instant(), recording));
        }
        return sources.records().find(id).map(report -> Timeline.of(report, recording));
    }

    private void answer(RoutingContext request, Optional<String> json) {
        json.ifPresentOrElse(
                found -> Json.send(request.response(), 200, found),
                () -> texts.refuse(request, 404, "unknown-call"));
    }

    private void log(RoutingContext request) {
        var id = request.pathParam("id");
        console.run(request, () -> lines(id), found -> answer(request, found), "calls.unavailable");
    }

    private Optional<String> lines(String id) {
        var lines = sources.log().of(id);
        var zero =
                board.find(id)
                        .map(call -> call.view().zeroAt())
                        .or(
                                () ->
                                        sources.records()
                                                .find(id)
                                                .map(
                                                        report ->
                                                                report.answeredAt() == null
                                                                        ? report.startedAt()
                                                                        : report.answeredAt()));
        if (zero.isEmpty() && lines.lines().isEmpty()) {
            return Optional.empty();
        }
        var from = zero.orElseGet(() -> lines.lines().getFirst().at());
        var body = new LinkedHashMap<String, Object>();
        body.put("lines", lines.lines().stream().map(line -> shape(line, from)).toList());
        body.put("dropped", lines.dropped());
        body.put("keptHours", sources.log().kept().toHours());
        return Optional.of(Json.write(body));
    }

    private static Map<String, Object> shape(CallLogLines.Line line, Instant zero) {
        var shape = new LinkedHashMap<String, Object>();
        shape.put("at", line.at());
        shape.put("atMs", Duration.between(zero, line.at()).toMillis());
        shape.put("level", line.level());
        shape.put("logger", line.logger());
        shape.put("thread", line.thread());
        shape.put("message", line.message());
        shape.put("fields", line.fields());
        return shape;
    }

    private void recording(RoutingContext request) {
        var id = request.pathParam("id");
        console.run(
                request,
                () -> sources.recordings().find(id),
                found ->
                        found.ifPresentOrElse(
                                one -> send(request, one),
                                () -> texts.refuse(request, 404, "not-recorded")),
                "recordings.unavailable");
    }

    private void send(RoutingContext request, CallRecordings.Recorded recorded) {
        if (!recorded.complete()) {
            texts.refuse(request, 409, "recording-goes-on");
            return;
        }
        var response = request.response();
        response.putHeader("Content-Type", "audio/wav").putHeader("Accept-Ranges", "bytes");
        var range = ByteRange.of(request.request().getHeader("Range"), recorded.bytes());
        switch (range) {
            case ByteRange.Whole() -> send(request, recorded, 0, recorded.bytes());
            case ByteRange.Part(var from, var length) -> {
                var last = from + length - 1;
                response.setStatusCode(206)
                        .putHeader(
                                "Content-Range",
                                "bytes " + from + "-" + last + "/" + recorded.bytes());
                send(request, recorded, from, length);
            }
            case ByteRange.Unsatisfiable() -> {
                response.putHeader("Content-Range", "bytes */" + recorded.bytes());
                texts.refuse(request, 416, "wrong-range");
            }
        }
    }

    private static void send(
            RoutingContext request, CallRecordings.Recorded recorded, long from, long length) {
        var response = request.response();
        response.putHeader("Content-Length", String.valueOf(length));
        if (request.request().method().equals(HttpMethod.HEAD)) {
            var _ = response.end();
        } else {
            var _ =
                    response.sendFile(recorded.file().toString(), from, length)
                            .onFailure(_ -> response.reset());
        }
    }

    private void peaks(RoutingContext request) {
        var id = request.pathParam("id");
        console.run(
                request,
                () -> sources.recordings().find(id),
                found ->
                        found.ifPresentOrElse(
                                one ->
                                        Json.send(
                                                request.response(),
                                                200,
                                                Map.of(
                                                        "offsetMs", one.offsetMs(),
                                                        "stepMs", one.levels().stepMs(),
                                                        "caller", one.levels().caller(),
                                                        "assistant", one.levels().assistant())),
                                () -> texts.refuse(request, 404, "not-recorded")),
                "recordings.unavailable");
    }

    private void delete(RoutingContext request) {
        var id = request.pathParam("id");
        console.run(
                request,
                () -> sources.recordings().delete(id),
                deleted -> {
                    if (deleted) {
                        var _ = request.response().setStatusCode(204).end();
                    } else {
                        texts.refuse(request, 404, "not-recorded");
                    }
                },
                "recordings.unavailable");
    }

    /// What of a file is asked for (RFC 9110 §14.2): one range, or all of it where several are
    /// asked for or it cannot be understood.
    sealed interface ByteRange {
        record Whole() implements ByteRange {}

        record Part(long from, long length) implements ByteRange {}

        record Unsatisfiable() implements ByteRange {}

        static ByteRange of(@Nullable String header, long size) {
            if (header == null || !header.matches("bytes=([0-9]{1,18}-[0-9]{0,18}|-[0-9]{1,18})")) {
                return new Whole();
            }
            var parts = header.substring("bytes=".length()).split("-", 2);
            if (parts[0].isEmpty()) {
                long last = Math.min(Long.parseLong(parts[1]), size);
                return last == 0 ? new Unsatisfiable() : new Part(size - last, last);
            }
            long from = Long.parseLong(parts[0]);
            var to =
                    parts[1].isEmpty()
                            ? OptionalLong.empty()
                            : OptionalLong.of(Long.parseLong(parts[1]));
            if (from >= size) {
                return new Unsatisfiable();
            }
            if (to.isPresent() && to.getAsLong() < from) {
                return new Whole();
            }
            long end = Math.min(to.orElse(size - 1), size - 1);
            return new Part(from, end - from + 1);
        }
    }
}
