package io.centralita.app.server;

import io.centralita.app.settings.AsteriskSetup;
import io.centralita.app.settings.Settings;
import io.centralita.call.Switchboard;
import io.centralita.call.handover.Briefing;
import io.centralita.call.record.RecordingListener;
import io.centralita.call.scope.Time;
import io.centralita.call.text.PhraseAudio;
import io.centralita.call.text.SpokenTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.asterisk.AsteriskChannel;
import io.centralita.channel.asterisk.AsteriskSettings;
import io.centralita.channel.asterisk.ari.AriClient;
import io.centralita.channel.asterisk.ari.AriEvents;
import io.centralita.channel.asterisk.ari.AriSettings;
import io.centralita.channel.asterisk.ari.ConnectingEvents;
import io.centralita.channel.asterisk.ari.ListeningEvents;
import io.centralita.channel.asterisk.audiosocket.AudioSocketAbilities;
import io.centralita.channel.asterisk.media.DirectCall;
import io.centralita.channel.asterisk.media.DirectCalls;
import io.centralita.console.ReadinessCheck;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The Asterisk channel of this house, put together of its parts: REST interface, events, ways of
/// audio, calls. Belongs to the thread that opens it.
final class AsteriskParts {
    /// What the channel needs of the house.
    ///
    /// @param loops event loops there are
    /// @param briefing made where somebody can be told of a caller
    record House(
            Vertx vertx,
            int loops,
            Switchboard switchboard,
            SpokenTexts texts,
            PhraseAudio phrases,
            Supplier<Briefing> briefing,
            RecordingListener recordings,
            PacingClocks clocks,
            ChannelMetrics metrics,
            MeterRegistry registry,
            Closers closers) {}

    /// Callers without ARI, for transports that are there before the channel is.
    private static final class Desk implements DirectCalls {
        private volatile DirectCalls calls = DirectCalls.NONE;

        @Override
        public void arrived(DirectCall call) {
            calls.arrived(call);
        }
    }

    private final Settings settings;
    private final AsteriskSetup setup;
    private final House house;
    private final Desk desk = new Desk();
    private final List<Consumer<Router>> pages = new ArrayList<>();
    private final List<ReadinessCheck> checks = new ArrayList<>();
    private @Nullable AriEvents events;

    private AsteriskParts(Settings settings, House house) {
        this.settings = settings;
        this.setup = settings.asterisk();
        this.house = house;
    }

    /// Opens what the settings ask for; nothing where no caller can come from an Asterisk.
    static AsteriskParts open(Settings settings, House house)
            throws StartFailure, InterruptedException {
        var parts = new AsteriskParts(settings, house);
        if (parts.setup.isOn()) {
            parts.open();
        }
        return parts;
    }

    private void open() throws StartFailure, InterruptedException {
        var transports =
                new AsteriskTransports(setup, house.vertx(), house.loops(), house.closers());
        pages.add(transports::mount);
        var meters = new AsteriskMeters(house.registry());
        var ari = setup.ari();
        if (ari == null) {
            var ways =
                    transports.open(
                            desk, AudioSocketAbilities.ALL, house.clocks(), house.metrics());
            desk.calls = AsteriskChannel.direct(house.switchboard());
            meters.watch(ways);
            return;
        }
        var connection = connect(ari);
        var client = connection.client();
        var told = connection.events();
        events = told;
        var ways =
                transports.open(desk, AudioSocketAbilities.LEAST, house.clocks(), house.metrics());
        var channel =
                house.closers()
                        .add(
                                "asterisk",
                                new AsteriskChannel(
                                        channelSettings(ari),
                                        client,
                                        told,
                                        transports.ofAri(),
                                        house.switchboard(),
                                        house.texts(),
                                        house.phrases(),
                                        house.briefing().get(),
                                        house.recordings(),
                                        Time.SYSTEM,
                                        house.metrics()));
        desk.calls = channel;
        meters.watch(ways);
        meters.watch(channel, told);
        checks.add(new ReadinessCheck("asterisk", () -> AsteriskTrouble.of(told.status(), ari)));
    }

    /// How we ask an Asterisk, and how it tells us.
    private record Connection(AriClient client, AriEvents events) {}

    private Connection connect(AriSettings ari) {
        return switch (ari.events()) {
            case CONNECT -> {
                var client = asking(overHttp(ari));
                yield new Connection(
                        client,
                        telling(
                                ConnectingEvents.of(
                                        house.vertx(), ari, client, Time.SYSTEM, house.metrics())));
            }
            case LISTEN -> {
                var listening = telling(listening(ari));
                pages.add(listening::mount);
                yield new Connection(
                        asking(ari.url().isPresent() ? overHttp(ari) : listening.ari()), listening);
            }
        };
    }

    private AriClient overHttp(AriSettings ari) {
        return new AriClient(house.vertx(), ari, Time.SYSTEM, house.metrics());
    }

    private ListeningEvents listening(AriSettings ari) {
        var key = setup.key();
        return new ListeningEvents(
                house.vertx(),
                ari,
                AsteriskSetup.KEY_USER,
                key == null ? "" : key.value(),
                Time.SYSTEM,
                house.metrics());
    }

    private AriClient asking(AriClient client) {
        return house.closers().add("asterisk rest", client);
    }

    private <T extends AriEvents> T telling(T told) {
        return house.closers().add("asterisk events", told);
    }

    private AsteriskSettings channelSettings(AriSettings ari) {
        return new AsteriskSettings(
                ari,
                setup.transport(),
                settings.calls().afterFailure(),
                setup.recording(),
                setup.dialPlan(),
                AsteriskSettings.Limits.DEFAULT);
    }

    /// Mounts what Asterisk connects to; on the router of each event loop.
    void mount(Router router) {
        pages.forEach(page -> page.accept(router));
    }

    /// What has to be in order before callers can come from there.
    List<ReadinessCheck> checks() {
        return List.copyOf(checks);
    }

    /// Callers may come from now on.
    void start() {
        if (events != null) {
            events.start();
        }
    }
}
