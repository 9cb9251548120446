package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.app.tenant.SecretValues;
import io.centralita.console.Console;
import io.centralita.console.ConsoleTexts;
import io.centralita.console.access.Access;
import io.centralita.console.login.LoginRoutes;
import io.centralita.console.login.ProviderRoutes;
import io.centralita.console.oidc.OpenIdLogin;
import io.centralita.console.voice.VoiceAccess;
import io.centralita.console.voice.VoiceRoutes;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.store.TenantDirectory;
import io.centralita.tenant.voice.UsedTokens;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Who may use the console and who may call from a browser: the doors of this house.
final class AccessParts {
    private final Settings settings;
    private final Closers closers;
    private final Access access;

    private AccessParts(Settings settings, Closers closers, Access access) {
        this.settings = settings;
        this.closers = closers;
        this.access = access;
    }

    static AccessParts open(Settings settings, Closers closers) {
        var console = settings.access().console(settings.http());
        return new AccessParts(settings, closers, new Access(console, InstantSource.system()));
    }

    Access access() {
        return access;
    }

    /// Signing in and out.
    Consumer<Router> pages(Console console) {
        var routes = new ArrayList<Consumer<Router>>();
        var login = new LoginRoutes(console, access);
        routes.add(login::mount);
        var identity = settings.access().identity();
        if (identity != null) {
            var provider =
                    new ProviderRoutes(
                            login,
                            access,
                            new OpenIdLogin(identity, InstantSource.system()),
                            InstantSource.system());
            closers.add("identity provider", provider);
            routes.add(provider::mount);
        }
        return all(routes);
    }

    /// Who may call from a browser.
    VoiceAccess voice(TenantDirectory tenants, Database database) {
        var used = new UsedTokens(database::jdbi, InstantSource.system());
        return closers.add(
                "voice access",
                new VoiceAccess(
                        access,
                        new ConsoleTexts(settings.calls().language()),
                        new VoiceAccess.Tenants(
                                tenants::now,
                                new SecretValues(settings.data().environment().values()),
                                used::use),
                        InstantSource.system()));
    }

    /// Tokens and ICE servers, and what browsers are told about both; before whatever else answers
    /// below `/api/voice/`.
    Consumer<Router> voicePages(VoiceAccess voice) {
        return new VoiceRoutes(voice, settings.access().voice(), InstantSource.system())::mount;
    }

    private static Consumer<Router> all(List<Consumer<Router>> routes) {
        return router -> routes.forEach(one -> one.accept(router));
    }
}
