package io.centralita.console.stand;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.centralita.tenant.form.TenantDocument;
import io.centralita.tenant.store.StoredTenant;
import io.centralita.tenant.store.TenantSnapshot;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Timeline, recording and log of calls that are over, tenants, and what is remembered of callers.
final class StoredRoutes {
    private static final int RATE = 8_000;
    private static final String DOCUMENT =
            """
            id: norte
            company:
              name: Norte Fibra
              description: Internet por fibra y radio en la sierra
              phone: "+34910000000"
            language: es
            numbers:
              - "+34910000000"
              - "+34910000001"
            information: |
              Abrimos de lunes a viernes de 9 a 18.
              Las averías se atienden también el sábado.
            tools: [consultar_mikrotik, get_current_time]
            """;

    /// Two tenants, three numbers, of which one is not in use.
    static TenantSnapshot snapshot() {
        var sol =
                """
                id: clinica-sol
                company:
                  name: Clínica Sol
                numbers:
                  - number: "+34930000000"
                    active: false
                """;
        return new TenantSnapshot(
                Stream.of(DOCUMENT, sol)
                        .map(document -> TenantDocument.readYaml(document).right().orElseThrow())
                        .map(tenant -> new StoredTenant(tenant, 1, Instant.EPOCH, "api"))
                        .toList());
    }

    void mount(Router router) {
        router.get("/api/calls/:id/timeline").handler(this::timeline);
        router.get("/api/calls/:id/recording/peaks")
                .handler(request -> json(request, Facts.peaks()));
        router.get("/api/calls/:id/recording").handler(StoredRoutes::recording);
        router.get("/api/calls/:id/log").handler(request -> json(request, Facts.log()));
        router.get("/api/session")
                .handler(
                        request ->
                                json(
                                        request,
                                        new JsonObject()
                                                .put("how", "password")
                                                .put("name", "admin")
                                                .put("canLogOut", true)));
        router.get("/api/tenants").handler(request -> json(request, tenants()));
        router.get("/api/tenants/:id").handler(StoredRoutes::document);
        router.get("/api/tenants/:id/versions/:version").handler(StoredRoutes::document);
        router.get("/api/tenants/:id/versions").handler(request -> json(request, versions()));
        router.put("/api/tenants/:id")
                .handler(BodyHandler.create(false))
                .handler(StoredRoutes::put);
        router.get("/api/tenants/:id/callers").handler(request -> json(request, callers()));
        router.delete("/api/tenants/:id/callers/:number")
                .handler(
                        request ->
                                json(request, new JsonObject().put("calls", 4).put("records", 4)));
    }

    private void timeline(RoutingContext request) {
        var id = request.pathParam("id");
        if (!id.startsWith("CA")) {
            request.next();
            return;
        }
        json(request, Facts.timeline(id, Instant.now().toString(), !id.equals("CA001")));
    }

    private static void json(RoutingContext request, JsonObject body) {
        var _ =
                request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(body.toBuffer());
    }

    private static void recording(RoutingContext request) {
        var wav = wav();
        var range = request.request().getHeader("Range");
        request.response()
                .putHeader("Content-Type", "audio/wav")
                .putHeader("Accept-Ranges", "bytes");
        if (range == null) {
            var _ = request.response().end(wav);
            return;
        }
        int from = Integer.parseInt(range.replaceAll("bytes=([0-9]+)-.*", "$1"));
        var _ =
                request.response()
                        .setStatusCode(206)
                        .putHeader(
                                "Content-Range",
                                "bytes %d-%d/%d".formatted(from, wav.length() - 1, wav.length()))
                        .end(wav.slice(from, wav.length()));
    }

    /// Noise as loud as who speaks.
    static Buffer wav() {
        int frames = (int) ((Dialogue.LENGTH_MS - 4_000) * RATE / 1_000);
        var data = ByteBuffer.allocate(44 + frames * 4).order(ByteOrder.LITTLE_ENDIAN);
        data.put("RIFF".getBytes(US_ASCII)).putInt(36 + frames * 4);
        data.put("WAVEfmt ".getBytes(US_ASCII)).putInt(16);
        data.putShort((short) 1)
                .putShort((short) 2)
                .putInt(RATE)
                .putInt(RATE * 4)
                .putShort((short) 4)
                .putShort((short) 16);
        data.put("data".getBytes(US_ASCII)).putInt(frames * 4);
        var random = new Random(3);
        for (int i = 0; i < frames; i++) {
            data.putShort((short) (random.nextGaussian() * 300))
                    .putShort((short) (random.nextGaussian() * 300));
        }
        return Buffer.buffer(data.array());
    }

    private static JsonObject tenants() {
        return new JsonObject()
                .put(
                        "tenants",
                        new JsonArray()
                                .add(
                                        tenant(
                                                "norte",
                                                "Norte Fibra",
                                                7,
                                                "+34910000000",
                                                "+34910000001"))
                                .add(tenant("clinica-sol", "Clínica Sol", 2, "+34930000000"))
                                .add(tenant("default", "", 1)));
    }

    private static JsonObject tenant(String id, String company, int version, String... numbers) {
        var dialled = new JsonArray();
        for (var number : numbers) {
            dialled.add(
                    new JsonObject().put("number", number).put("active", !number.endsWith("1")));
        }
        return new JsonObject()
                .put("id", id)
                .put("version", version)
                .put("changedAt", "2026-11-24T17:20:00Z")
                .put("changedBy", "admin")
                .put("company", company)
                .put("numbers", dialled);
    }

    private static void document(RoutingContext request) {
        var _ =
                request.response()
                        .putHeader("ETag", "\"7\"")
                        .putHeader("Content-Type", "application/yaml")
                        .end(DOCUMENT);
    }

    private static JsonObject versions() {
        var versions = new JsonArray();
        for (int n = 7; n > 3; n--) {
            versions.add(
                    new JsonObject()
                            .put("version", n)
                            .put("changedAt", "2026-11-%02dT17:20:00Z".formatted(17 + n))
                            .put("changedBy", n == 6 ? "api" : "admin")
                            .put("deleted", false));
        }
        return new JsonObject().put("versions", versions);
    }

    /// Takes everything but a document that speaks Klingon.
    private static void put(RoutingContext request) {
        var lines = request.body().asString().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("klingon")) {
                var problem =
                        new JsonObject()
                                .put("path", "language")
                                .put("line", i + 1)
                                .put("message", "language debe ser es o en, no klingon");
                var _ =
                        request.response()
                                .setStatusCode(422)
                                .putHeader("Content-Type", "application/json")
                                .end(
                                        new JsonObject()
                                                .put("error", "wrong-tenant")
                                                .put("message", "por corregir: 1")
                                                .put("problems", new JsonArray().add(problem))
                                                .toBuffer());
                return;
            }
        }
        document(request);
    }

    private static JsonObject callers() {
        return new JsonObject()
                .put(
                        "callers",
                        new JsonArray()
                                .add(
                                        caller(
                                                "+34600111222",
                                                "Marta Ruiz",
                                                4,
                                                "Vive en la calle Olmo 5",
                                                "Su router es el 146"))
                                .add(caller("+34600333444", null, 1)));
    }

    private static JsonObject caller(
            String number, @Nullable String name, int calls, String... facts) {
        var known = new JsonArray();
        for (var fact : facts) {
            known.add(fact);
        }
        var past =
                new JsonArray()
                        .add(
                                new JsonObject()
                                        .put("id", "CA012")
                                        .put("startedAt", "2026-11-24T10:00:00Z")
                                        .put(
                                                "summary",
                                                "Preguntó por los clientes del router 146 y por la torre norte."));
        return new JsonObject()
                .put("number", number)
                .put("calls", calls)
                .put("firstCall", "2026-10-01T10:00:00Z")
                .put("lastCall", "2026-11-24T10:00:00Z")
                .put("name", name)
                .put("facts", known)
                .put("pastCalls", past)
                .put("keepsNothing", name == null);
    }
}
