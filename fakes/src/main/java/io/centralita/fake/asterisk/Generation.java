package io.centralita.fake.asterisk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.ari.Ari;
import io.centralita.fake.asterisk.ari.Installation;
import io.centralita.fake.asterisk.pbx.Application;
import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.Profile;
import java.time.Duration;

/// One run of Asterisk, between two restarts. Belongs to the event loop.
final class Generation {
    static final String ASTERISK_ID = "00:00:5e:00:53:01";

    final Installation installation;
    final Pbx pbx;
    final Ari ari;
    final Connectors connectors;
    private final Loop loop;
    private final Duration eventDelay;
    private final Chronicle chronicle;

    Generation(Loop loop, Settings settings, Weather weather, Phones phones, Chronicle chronicle) {
        this.loop = loop;
        this.installation = settings.installation();
        this.eventDelay = settings.eventDelay();
        this.chronicle = chronicle;
        connectors = new Connectors(loop, settings, weather, phones);
        pbx =
                new Pbx(
                        loop.timeline(),
                        connectors,
                        settings.dialPlan(),
                        new Profile(
                                ASTERISK_ID,
                                settings.stasisDelay(),
                                settings.sounds(),
                                settings.seed(),
                                settings.installation()));
        ari = new Ari(pbx, settings.installation(), ASTERISK_ID, loop.timeline());
    }

    /// Keeps what is told, and lets it be late.
    Application.Outlet outlet(Application.Outlet to) {
        return event -> {
            if (eventDelay.isZero()) {
                deliver(event, to);
            } else {
                loop.timeline().after(eventDelay, () -> deliver(event, to));
            }
        };
    }

    private void deliver(ObjectNode event, Application.Outlet to) {
        chronicle.told(event);
        to.event(event);
    }
}
