package io.centralita.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.tenant.form.TenantDocument;
import io.centralita.tenant.form.TenantProblem;
import io.centralita.tenant.form.TenantReader.Reading;
import io.centralita.tenant.form.TenantWriter;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.store.NumberTaken;
import io.centralita.tenant.store.StoredTenant;
import io.centralita.tenant.store.TenantDirectory;
import io.centralita.tenant.store.TenantVersion;
import io.centralita.tenant.store.VersionConflict;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// `/api/tenants`, `/api/tenants/{id}`, `/api/tenants/{id}/versions`,
/// `/api/tenants/{id}/versions/{version}`: who has access to the console reads and changes tenants.
/// A version is the entity tag; a change names the one it was made of by `If-Match`, a new tenant
/// is none: `If-None-Match: *` (RFC 9110 §13.1).
public final class TenantRoutes {
    private static final String BY = "api";

    /// RFC 9512.
    private static final String YAML = "application/yaml";

    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");

    private final Console console;
    private final ConsoleTexts texts;
    private final TenantDirectory tenants;
    private final Locale language;

    /// @param console whose access rules hold here too
    /// @param language of what operators read
    public TenantRoutes(Console console, TenantDirectory tenants, Locale language) {
        this.console = console;
        this.tenants = tenants;
        this.language = language;
        texts = console.texts();
    }

    /// Adds the routes to a router of the application's.
    public void mount(Router router) {
        guarded(router.get("/api/tenants")).handler(this::list);
        guarded(router.get("/api/tenants/:id")).handler(this::show);
        guarded(router.get("/api/tenants/:id/versions")).handler(this::versions);
        guarded(router.get("/api/tenants/:id/versions/:version")).handler(this::version);
        // A route of its own: nobody's body is read before they have access.
        var _ = guarded(router.put("/api/tenants/:id"));
        router.put("/api/tenants/:id")
                .handler(BodyHandler.create(false).setBodyLimit(TenantDocument.LARGEST))
                .handler(this::put)
                .failureHandler(this::failed);
        guarded(router.delete("/api/tenants/:id")).handler(this::delete);
    }

    private Route guarded(Route route) {
        return route.handler(Console::secure).handler(console::guard);
    }

    private void list(RoutingContext request) {
        console.run(
                request,
                () ->
                        tenants.work(
                                store -> store.all().stream().map(TenantRoutes::summary).toList()),
                all -> Json.send(request.response(), 200, Map.of("tenants", all)),
                "tenants.unavailable");
    }

    private static Summary summary(StoredTenant stored) {
        var tenant = stored.tenant();
        return new Summary(
                tenant.id(),
                stored.version(),
                stored.changedAt(),
                stored.changedBy(),
                tenant.company().name(),
                tenant.reach().numbers().stream()
                        .map(number -> new Dialled(number.number(), number.active()))
                        .toList());
    }

    private void show(RoutingContext request) {
        var id = request.pathParam("id");
        console.run(
                request,
                () -> tenants.work(store -> store.find(id)),
                found -> answer(request, 200, found),
                "tenants.unavailable");
    }

    private void version(RoutingContext request) {
        var id = request.pathParam("id");
        var asked = request.pathParam("version");
        long version = VERSION.matcher(asked).matches() ? Long.parseLong(asked) : 0;
        console.run(
                request,
                () -> tenants.work(store -> store.find(id, version)),
                found ->
                        found.ifPresentOrElse(
                                one -> send(request, 200, one), () -> unknown(request)),
                "tenants.unavailable");
    }

    private void versions(RoutingContext request) {
        var id = request.pathParam("id");
        console.run(
                request,
                () -> tenants.work(store -> store.history(id)),
                (List<TenantVersion> history) -> {
                    if (history.isEmpty()) {
                        unknown(request);
                    } else {
                        Json.send(request.response(), 200, Map.of("versions", history));
                    }
                },
                "tenants.unavailable");
    }

    private void put(RoutingContext request) {
        var id = request.pathParam("id");
        var expected = expected(request, true);
        if (expected.isEmpty()) {
            needsVersion(request);
            return;
        }
        var body = Optional.ofNullable(request.body().asString()).orElse("");
        boolean yaml =
                Optional.ofNullable(request.request().getHeader("Content-Type"))
                        .filter(type -> type.toLowerCase(Locale.ROOT).contains("yaml"))
                        .isPresent();
        console.run(
                request,
                () ->
                        write(
                                id,
                                yaml
                                        ? TenantDocument.readYaml(body)
                                        : TenantDocument.readJson(body),
                                expected.getAsLong()),
                outcome -> answer(request, outcome),
                "tenants.unavailable");
    }

    private Outcome write(String id, Reading reading, long expected) throws InterruptedException {
        var tenant = reading.right();
        if (tenant.isEmpty()) {
            return new Outcome.Wrong(422, "wrong-tenant", reading.problems());
        }
        if (!tenant.get().id().equals(id)) {
            return new Outcome.Wrong(
                    422,
                    "wrong-tenant",
                    List.of(new TenantProblem("id", "id.differs", tenant.get().id(), id)));
        }
        return change(
                () -> {
                    Tenant right = tenant.get();
                    var stored = tenants.work(store -> store.save(right, expected, BY));
                    return new Outcome.Written(expected == 0 ? 201 : 200, stored);
                });
    }

    private void delete(RoutingContext request) {
        var id = request.pathParam("id");
        var expected = expected(request, false);
        if (expected.isEmpty()) {
            needsVersion(request);
            return;
        }
        console.run(
                request,
                () ->
                        change(
                                () -> {
                                    tenants.work(
                                            store -> {
                                                store.delete(id, expected.getAsLong(), BY);
                                                return true;
                                            });
                                    return new Outcome.Gone();
                                }),
                outcome -> answer(request, outcome),
                "tenants.unavailable");
    }

    private interface Change {
        Outcome make() throws VersionConflict, NumberTaken, InterruptedException;
    }

    private static Outcome change(Change change) throws InterruptedException {
        try {
            return change.make();
        } catch (VersionConflict e) {
            return new Outcome.Changed(e.current());
        } catch (NumberTaken e) {
            return new Outcome.Wrong(409, "number-taken", e.problems());
        }
    }

    private void answer(RoutingContext request, Outcome outcome) {
        var response = request.response();
        switch (outcome) {
            case Outcome.Written(var status, var stored) ->
                    answer(request, status, Optional.of(stored));
            case Outcome.Gone() -> {
                var _ = response.setStatusCode(204).end();
            }
            case Outcome.Changed(var current) when current == 0 -> unknown(request);
            case Outcome.Changed(var current) -> {
                response.putHeader("ETag", tag(current));
                Json.error(
                        response,
                        412,
                        "changed-meanwhile",
                        texts.text("tenants.changed", String.valueOf(current)));
            }
            case Outcome.Wrong(var status, var error, var problems) ->
                    Json.send(
                            response,
                            status,
                            Map.of(
                                    "error",
                                    error,
                                    "message",
                                    texts.text("tenants.wrong", problems.size()),
                                    "problems",
                                    problems.stream().map(this::problem).toList()));
        }
    }

    private Problem problem(TenantProblem problem) {
        return new Problem(problem.path(), problem.line(), problem.sentence(language));
    }

    private void answer(RoutingContext request, int status, Optional<StoredTenant> found) {
        if (found.isEmpty()) {
            unknown(request);
            return;
        }
        var tag = tag(found.get().version());
        request.response().putHeader("ETag", tag);
        if (status == 200 && tag.equals(request.request().getHeader("If-None-Match"))) {
            var _ = request.response().setStatusCode(304).end();
        } else {
            send(request, status, found.get());
        }
    }

    /// For people in YAML, where they ask for it; else as JSON.
    private static void send(RoutingContext request, int status, StoredTenant stored) {
        var accepted = request.request().getHeader("Accept");
        if (accepted != null && accepted.contains(YAML)) {
            var _ =
                    request.response()
                            .setStatusCode(status)
                            .putHeader("Content-Type", YAML + "; charset=utf-8")
                            .end(TenantDocument.writeYaml(stored.tenant()));
            return;
        }
        JsonNode document = TenantWriter.write(stored.tenant());
        Json.send(request.response(), status, document.toString());
    }

    private static String tag(long version) {
        return "\"" + version + "\"";
    }

    /// The version a change is made of, 0 for none; empty where the request does not say.
    private static OptionalLong expected(RoutingContext request, boolean mayCreate) {
        var match = request.request().getHeader("If-Match");
        if (match != null) {
            var tag = TAG.matcher(match.strip());
            return tag.matches()
                    ? OptionalLong.of(Long.parseLong(tag.group(1)))
                    : OptionalLong.empty();
        }
        return mayCreate && "*".equals(request.request().getHeader("If-None-Match"))
                ? OptionalLong.of(0)
                : OptionalLong.empty();
    }

    private void needsVersion(RoutingContext request) {
        Json.error(request.response(), 428, "version-needed", texts.text("tenants.version"));
    }

    private void unknown(RoutingContext request) {
        Json.error(request.response(), 404, "unknown-tenant", texts.text("tenants.unknown"));
    }

    private void failed(RoutingContext request) {
        if (request.response().ended()) {
            return;
        }
        boolean large = request.statusCode() == 413;
        Json.error(
                request.response(),
                large ? 413 : 400,
                large ? "too-large" : "unreadable",
                texts.text("tenants.size", String.valueOf(TenantDocument.LARGEST)));
    }

    private sealed interface Outcome {
        record Written(int status, StoredTenant stored) implements Outcome {}

        record Gone() implements Outcome {}

        record Changed(long current) implements Outcome {}

        record Wrong(int status, String error, List<TenantProblem> problems) implements Outcome {}
    }

    /// A tenant in the list.
    private record Summary(
            String id,
            long version,
            Instant changedAt,
            String changedBy,
            String company,
            List<Dialled> numbers) {}

    private record Dialled(String number, boolean active) {}

    /// @param message where and what are apart, so that a form can show it at its field
    private record Problem(String path, int line, String message) {}
}
