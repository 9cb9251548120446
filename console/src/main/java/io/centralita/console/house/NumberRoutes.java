package io.centralita.console.house;

import io.centralita.console.Console;
import io.centralita.console.Json;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.store.TenantSnapshot;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `GET /api/numbers`: which number reaches which tenant, and how calls get here; `GET
/// /api/numbers/answering?dialled=…`: who would answer a call.
public final class NumberRoutes {
    private static final int LONGEST = 80;

    private final Console console;
    private final Supplier<TenantSnapshot> tenants;
    private final Supplier<List<House.Line>> lines;

    /// @param console whose access rules hold here too
    /// @param tenants of now; does not block
    /// @param lines how calls get here
    public NumberRoutes(
            Console console, Supplier<TenantSnapshot> tenants, Supplier<List<House.Line>> lines) {
        this.console = console;
        this.tenants = tenants;
        this.lines = lines;
    }

    /// Adds the routes to a router of the application's.
    public void mount(Router router) {
        router.get("/api/numbers")
                .handler(Console::secure)
                .handler(console::guard)
                .handler(this::numbers);
        router.get("/api/numbers/answering")
                .handler(Console::secure)
                .handler(console::guard)
                .handler(this::answering);
    }

    private void numbers(RoutingContext request) {
        console.run(
                request,
                () -> Json.write(numbers(tenants.get())),
                json -> Json.send(request.response(), 200, json),
                "house.unavailable");
    }

    private Numbers numbers(TenantSnapshot now) {
        var numbers =
                now.all().stream()
                        .flatMap(
                                stored ->
                                        stored.tenant().reach().numbers().stream()
                                                .map(
                                                        one ->
                                                                new Assigned(
                                                                        one.number(),
                                                                        one.active(),
                                                                        Called.of(
                                                                                stored.tenant(),
                                                                                now))))
                        .sorted(Comparator.comparing(Assigned::number))
                        .toList();
        var undialled = now.answering("").map(one -> Called.of(one, now)).orElse(null);
        return new Numbers(numbers, numbers.isEmpty() ? undialled : null, undialled, lines.get());
    }

    private void answering(RoutingContext request) {
        var dialled =
                Optional.ofNullable(request.queryParams().get("dialled"))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty() && text.length() <= LONGEST);
        if (dialled.isEmpty()) {
            Json.error(
                    request.response(),
                    400,
                    "wrong-dialled",
                    console.texts().text("numbers.dialled", String.valueOf(LONGEST)));
            return;
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("dialled", dialled.get());
        var now = tenants.get();
        answer.put(
                "tenant",
                now.answering(dialled.get()).map(one -> Called.of(one, now)).orElse(null));
        Json.send(request.response(), 200, Json.write(answer));
    }

    /// @param others who answers whatever else is dialled; null where nobody does
    /// @param undialled who answers where nothing is dialled
    private record Numbers(
            List<Assigned> numbers,
            @Nullable Called others,
            @Nullable Called undialled,
            List<House.Line> lines) {}

    private record Assigned(String number, boolean active, Called tenant) {}

    /// @param stored whether it has a document; the tenant `default` need not
    private record Called(String id, String company, boolean stored) {
        static Called of(Tenant tenant, TenantSnapshot now) {
            return new Called(
                    tenant.id(), tenant.company().name(), now.find(tenant.id()).isPresent());
        }
    }
}
