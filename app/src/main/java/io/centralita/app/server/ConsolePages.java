package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.record.CallRecords;
import io.centralita.console.Console;
import io.centralita.console.client.BrowserClient;
import io.centralita.console.glance.SummaryRoutes;
import io.centralita.console.house.House;
import io.centralita.console.house.HouseRoutes;
import io.centralita.console.house.NetworkDesk;
import io.centralita.console.house.NetworkRoutes;
import io.centralita.console.house.NumberRoutes;
import io.centralita.console.web.WebPages;
import io.centralita.tenant.store.TenantSnapshot;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The console as people see it, and the routes that only its pages ask.
record ConsolePages(List<Consumer<Router>> parts) {
    static ConsolePages of(
            Settings settings,
            Console console,
            CallRecords records,
            NetworkDesk network,
            Supplier<TenantSnapshot> tenants,
            House house) {
        var language = settings.calls().language();
        return new ConsolePages(
                List.of(
                        new SummaryRoutes(
                                        console,
                                        records,
                                        InstantSource.system(),
                                        ZoneId.systemDefault())
                                ::mount,
                        new NetworkRoutes(console, network, language, System::nanoTime)::mount,
                        new HouseRoutes(console, house, language)::mount,
                        new NumberRoutes(console, tenants, house::lines)::mount,
                        new BrowserClient()::mount,
                        new WebPages(language)::mount));
    }

    void mount(Router router) {
        parts.forEach(part -> part.accept(router));
    }
}
