package io.centralita.console.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.console.ConsoleTexts;
import io.centralita.console.Refusals;
import io.centralita.console.access.Access;
import io.centralita.console.access.AccessSettings;
import io.centralita.console.access.Browser;
import io.centralita.console.access.Pages;
import io.centralita.console.voice.VoiceVerdict.Admitted;
import io.centralita.console.voice.VoiceVerdict.Refused;
import io.centralita.tenant.form.TenantDocument;
import io.centralita.tenant.profile.SecretReference;
import io.centralita.tenant.store.StoredTenant;
import io.centralita.tenant.store.TenantSnapshot;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Tokens, ICE servers and a channel that lets in whom it is told to, in virtual time.
final class VoiceHouse implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    static final String KEY = "a-key-of-norte-0123456789";
    static final String ORIGIN = "https://www.norte.example";

    private static final String TENANTS =
            """
            id: norte
            browser:
              key: env:NORTE
              origins: [https://www.norte.example, https://shop.norte.example]
              calls-per-minute: 6
              calls-per-minute-and-address: 3
            ---
            id: sur
            browser: {key: env:SUR, origins: [https://sur.example]}
            ---
            id: corto
            browser: {key: env:SHORT, origins: [https://corto.example]}
            ---
            id: mudo
            """;

    final Map<String, String> secrets = new ConcurrentHashMap<>();
    final Set<String> used;
    final List<VoiceVerdict> verdicts = new CopyOnWriteArrayList<>();
    volatile boolean databaseDown;
    volatile String tenants = TENANTS;
    private volatile Instant now = NOON;
    private final Deque<Runnable> open = new ArrayDeque<>();
    private final Pages pages;

    VoiceHouse(VoiceSettings settings) throws Exception {
        this(settings, ConcurrentHashMap.newKeySet());
    }

    /// @param used tokens that have begun their call, of all processes
    VoiceHouse(VoiceSettings settings, Set<String> used) throws Exception {
        this.used = used;
        secrets.putAll(Map.of("NORTE", KEY, "SUR", "a-key-of-sur-0123456789", "SHORT", "short"));
        var access = new Access(AccessSettings.of(Optional.of("console password")), () -> now);
        var voice =
                new VoiceAccess(
                        access,
                        new ConsoleTexts(Locale.of("es")),
                        new VoiceAccess.Tenants(this::snapshot, this::secret, this::use),
                        () -> now);
        open.push(voice::close);
        pages =
                new Pages(
                        router -> {
                            new VoiceRoutes(voice, settings, () -> now).mount(router);
                            router.post("/api/voice/webrtc/session")
                                    .handler(
                                            request ->
                                                    voice.begin(
                                                            request,
                                                            Optional.ofNullable(
                                                                    request.queryParams()
                                                                            .get("tenant")),
                                                            verdict -> answer(request, verdict)));
                            router.delete("/api/voice/webrtc/session/:holder")
                                    .handler(
                                            request ->
                                                    voice.again(
                                                            request,
                                                            request.pathParam("holder"),
                                                            verdict -> answer(request, verdict)));
                        });
        open.push(pages::close);
    }

    private void answer(RoutingContext request, VoiceVerdict verdict) {
        verdicts.add(verdict);
        switch (verdict) {
            case Refused(var refusal) -> Refusals.send(request, refusal);
            case Admitted admitted -> {
                var _ =
                        request.response()
                                .setStatusCode(201)
                                .putHeader("Location", admitted.holder())
                                .end();
            }
        }
    }

    private TenantSnapshot snapshot() {
        var all = new ArrayList<StoredTenant>();
        for (var document : tenants.split("---\n", -1)) {
            all.add(
                    new StoredTenant(
                            TenantDocument.readYaml(document).right().orElseThrow(),
                            1,
                            NOON,
                            "test"));
        }
        return new TenantSnapshot(all);
    }

    private Optional<String> secret(SecretReference reference) {
        return Optional.ofNullable(secrets.get(reference.toString().substring("env:".length())));
    }

    private boolean use(String id, Instant expires) {
        if (databaseDown) {
            throw new IllegalStateException("the database is away");
        }
        return used.add(id);
    }

    void at(Instant instant) {
        now = instant;
    }

    /// A caller's browser, or anything else that comes from afar.
    Browser browser() {
        var browser = new Browser(pages.port());
        open.push(browser::close);
        return browser;
    }

    /// What the tenant's own server asks.
    HttpResponse<String> askForToken(String key, String body) throws Exception {
        return browser()
                .with("X-Forwarded-For", "198.51.100.1")
                .send(
                        "POST",
                        "/api/voice/token",
                        body,
                        "Authorization",
                        "Bearer " + key,
                        "Content-Type",
                        "application/json");
    }

    String token(String body) throws Exception {
        var answer = askForToken(KEY, body);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return json(answer).path("token").asText();
    }

    /// What a page of this origin asks for with its token.
    HttpResponse<String> call(String token, String origin) throws Exception {
        return call(browser(), token, origin, "");
    }

    static HttpResponse<String> call(Browser browser, String token, String origin, String query)
            throws Exception {
        var headers = new ArrayList<>(List.of("Authorization", "Bearer " + token));
        if (!origin.isEmpty()) {
            headers.addAll(List.of("Origin", origin, "Sec-Fetch-Site", "cross-site"));
        }
        return browser.send(
                "POST", "/api/voice/webrtc/session" + query, "", headers.toArray(String[]::new));
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JsonMapper.builder().build().readTree(answer.body().getBytes(UTF_8));
    }

    static String error(HttpResponse<String> answer) throws IOException {
        return json(answer).path("error").asText();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }
}
