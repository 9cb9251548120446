package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.network.Vocabulary;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import io.centralita.network.router.RouterUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Our own answering service from within: every router it knows, and the names callers may say.
public final class NetworkChecks {
    private static final Duration ONE_ROUTER = Duration.ofSeconds(5);

    private final RouterSource source;
    private final Settings settings;
    private final Messages messages;

    /// @param source of the demonstration network, in which it is by design that a router is down
    public NetworkChecks(RouterSource source, Settings settings, Messages messages) {
        this.source = source;
        this.settings = settings;
        this.messages = messages;
    }

    public List<Check> checks() {
        if (settings.network().apiUrl() != null) {
            var unused = messages.text("doctor.network.unused", settings.network().apiUrl());
            return List.of(
                    new Check(messages.text("doctor.network"), () -> new Finding.Note(unused)));
        }
        var checks = new ArrayList<Check>();
        for (var router : source.routers()) {
            var name =
                    messages.text(
                            "doctor.network.router",
                            router.name(),
                            router.identity(),
                            router.address());
            checks.add(new Check(name, () -> reach(router)));
        }
        checks.add(new Check(messages.text("doctor.network.vocabulary"), this::vocabulary));
        return checks;
    }

    private Finding reach(Router router) throws InterruptedException {
        try {
            var resource = source.resource(router, ONE_ROUTER);
            return new Finding.Pass(
                    messages.text(
                            "doctor.network.reached",
                            resource.version(),
                            resource.uptime().toDays(),
                            resource.cpuPercent()));
        } catch (RouterUnavailable e) {
            return new Finding.Note(
                    messages.text("doctor.network.down", String.valueOf(e.getMessage())));
        }
    }

    private Finding vocabulary() throws InterruptedException {
        var names = Vocabulary.read(source, ONE_ROUTER);
        return names.routers().isEmpty()
                ? new Finding.Fail(
                        messages.text("doctor.network.nothing"),
                        messages.text("doctor.remedy.fault"))
                : new Finding.Pass(
                        messages.text(
                                "doctor.network.names",
                                String.join(", ", names.identities()),
                                String.join(", ", names.interfaces())));
    }
}
