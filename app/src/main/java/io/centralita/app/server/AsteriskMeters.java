package io.centralita.app.server;

import io.centralita.channel.asterisk.AsteriskChannel;
import io.centralita.channel.asterisk.ari.AriEvents;
import io.centralita.channel.asterisk.ari.AriEvents.State;
import io.centralita.channel.asterisk.media.MediaTransport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/// How things stand with an Asterisk, as metrics. Names are public: docs/operations.md lists them.
record AsteriskMeters(MeterRegistry registry) {
    void watch(AsteriskChannel channel, AriEvents events) {
        Gauge.builder("centralita.asterisk.calls", channel, AsteriskChannel::calls)
                .strongReference(true)
                .register(registry);
        for (var state : State.values()) {
            Gauge.builder(
                            "centralita.asterisk.events",
                            events,
                            told -> told.status().state() == state ? 1 : 0)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .strongReference(true)
                    .register(registry);
        }
    }

    void watch(List<MediaTransport> transports) {
        for (var transport : transports) {
            Gauge.builder("centralita.asterisk.lines", transport, MediaTransport::lines)
                    .tag("transport", transport.name())
                    .strongReference(true)
                    .register(registry);
        }
    }
}
