package io.centralita.console.login;

import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.console.Console;
import io.centralita.console.MetricsPage;
import io.centralita.console.access.Access;
import io.centralita.console.access.AccessSettings;
import io.centralita.console.access.Browser;
import io.centralita.console.access.ConsolePassword;
import io.centralita.console.access.Grant;
import io.centralita.console.access.Pages;
import io.centralita.console.oidc.OidcSettings;
import io.centralita.console.oidc.OpenIdLogin;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A console with its doors, in virtual time.
final class LoginHouse implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final Deque<Runnable> open = new ArrayDeque<>();
    private final Pages pages;
    private volatile Instant now = NOON;

    /// Of requests that were let in.
    final List<Grant> grants = new CopyOnWriteArrayList<>();

    private LoginHouse(AccessSettings settings, @Nullable OidcSettings provider) throws Exception {
        var access = new Access(settings, () -> now);
        var console =
                new Console(
                        Locale.of("es"),
                        access,
                        new NoRecords(),
                        List.of(),
                        new MetricsPage(() -> "", "text/plain"));
        open.push(console::close);
        var login = new LoginRoutes(console, access);
        var byProvider =
                provider == null
                        ? null
                        : new ProviderRoutes(
                                login, access, new OpenIdLogin(provider, () -> now), () -> now);
        if (byProvider != null) {
            open.push(byProvider::close);
        }
        pages =
                new Pages(
                        router -> {
                            console.mount(router);
                            login.mount(router);
                            if (byProvider != null) {
                                byProvider.mount(router);
                            }
                            mountWork(router, console);
                            mountSocket(router, console);
                        });
        open.push(pages::close);
    }

    /// What changes something, with a body.
    private void mountWork(Router router, Console console) {
        router.route("/api/work").handler(Console::secure).handler(console::guard);
        router.route("/api/work")
                .handler(BodyHandler.create(false))
                .handler(
                        request -> {
                            grants.add(Grant.of(request));
                            var body = request.body().asString();
                            var _ = request.response().end("done " + body);
                        });
    }

    /// What becomes a WebSocket, and greets.
    private static void mountSocket(Router router, Console console) {
        router.get("/api/socket").handler(console::guard);
        router.get("/api/socket")
                .handler(
                        request -> {
                            var _ =
                                    request.request()
                                            .toWebSocket()
                                            .compose(socket -> socket.writeTextMessage("hello"));
                        });
    }

    /// Without any way in from afar.
    static LoginHouse closed() throws Exception {
        return behind(null, InetAddress::isLoopbackAddress, Optional.empty());
    }

    static LoginHouse of(ConsolePassword password) throws Exception {
        return behind(password, InetAddress::isLoopbackAddress, Optional.empty());
    }

    static LoginHouse behind(
            @Nullable ConsolePassword password,
            Predicate<InetAddress> trusted,
            Optional<URI> publicUrl)
            throws Exception {
        return new LoginHouse(
                new AccessSettings(Optional.ofNullable(password), false, trusted, publicUrl), null);
    }

    static LoginHouse of(OidcSettings provider) throws Exception {
        return new LoginHouse(
                new AccessSettings(
                        Optional.empty(), true, InetAddress::isLoopbackAddress, Optional.empty()),
                provider);
    }

    Browser browser() {
        var browser = new Browser(pages.port());
        open.push(browser::close);
        return browser;
    }

    int port() {
        return pages.port();
    }

    Pages pages() {
        return pages;
    }

    void at(Instant instant) {
        now = instant;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }

    private static final class NoRecords implements CallRecords {
        @Override
        public void save(CallReport report) {
            throw new UnsupportedOperationException("the console only reads");
        }

        @Override
        public Optional<CallReport> find(String id) {
            return Optional.empty();
        }

        @Override
        public List<CallReport> latest(int limit) {
            return List.of();
        }

        @Override
        public List<CallReport> page(CallQuery query) {
            return List.of();
        }
    }
}
