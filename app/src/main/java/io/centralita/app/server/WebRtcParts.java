package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.app.settings.UnheardCalls;
import io.centralita.app.settings.WebRtcSetup;
import io.centralita.call.Switchboard;
import io.centralita.call.engine.OfferEngine;
import io.centralita.call.record.CallRecords;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.realtime.CallTaker;
import io.centralita.channel.realtime.RealtimeSettings;
import io.centralita.channel.webrtc.VoiceGuard;
import io.centralita.channel.webrtc.WebRtcChannel;
import io.centralita.channel.webrtc.WebRtcSettings;
import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.NoPeers;
import io.centralita.channel.webrtc.peer.Peers;
import io.centralita.channel.webrtc.peer.child.ChildPeers;
import io.centralita.channel.webrtc.peer.onvoid.OnvoidPeers;
import io.centralita.console.ReadinessCheck;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the callers in browsers of this house are served with. The library is tried out when the
/// server starts; one that is started for calls from this machine to itself does so when the first
/// browser calls.
final class WebRtcParts {
    private static final Logger log = LoggerFactory.getLogger(WebRtcParts.class);

    /// What the rest of the house has for them.
    ///
    /// @param engines those that people of the console may wish for
    /// @param offers an engine that answers the offers of browsers itself
    /// @param realtime how sessions of the realtime protocol are met
    record House(
            Switchboard switchboard,
            RealtimeSettings realtime,
            CallRecords records,
            PacingClocks clocks,
            ChannelMetrics metrics,
            MeterRegistry registry,
            VoiceGuard guard,
            OpenEngines engines,
            Optional<OfferEngine> offers,
            Closers closers) {}

    private final WebRtcChannel channel;

    private WebRtcParts(WebRtcChannel channel) {
        this.channel = channel;
    }

    static WebRtcParts open(Settings settings, House house) {
        var setup = settings.webRtc();
        var peers = house.closers().add("webrtc", peers(setup));
        var channel = channel(settings, house, peers);
        new WebRtcMeters(house.registry()).watch(channel, peers);
        if (setup.wanted() && settings.http().port() != 0) {
            Thread.ofVirtual().name("webrtc/prepare").start(() -> prepare(peers));
        }
        var unheard = UnheardCalls.wishes(settings);
        if (house.offers().isPresent() && !unheard.isEmpty()) {
            log.atWarn()
                    .addKeyValue("settings", unheard)
                    .addKeyValue("remedy", "WEBRTC_OPENAI=own")
                    .log("calls of browsers go to the model straight: not recorded, not heard");
        }
        return new WebRtcParts(channel);
    }

    private static Peers peers(WebRtcSetup setup) {
        if (!setup.wanted()) {
            return new NoPeers();
        }
        return setup.apart() ? new ChildPeers(setup.peers()) : new OnvoidPeers(setup.peers());
    }

    private static WebRtcChannel channel(Settings settings, House house, Peers peers) {
        var calls = settings.calls();
        var met =
                new WebRtcSettings(
                        calls.engine().engineName(), calls.endpointSilence(), calls.language());
        var parts =
                new WebRtcChannel.House(
                        peers,
                        house.switchboard(),
                        house.realtime(),
                        house.clocks(),
                        house.metrics(),
                        house.guard(),
                        new RecordedCalls(house.records())::told,
                        house.engines()::named);
        return house.offers()
                .map(engine -> new WebRtcChannel(met, parts, engine))
                .orElseGet(() -> new WebRtcChannel(met, parts));
    }

    private static void prepare(Peers peers) {
        try {
            switch (peers.prepare()) {
                case Availability.Ready(var library) ->
                        log.atInfo().addKeyValue("library", library).log("browsers can call");
                case Availability.Missing missing ->
                        log.atWarn()
                                .addKeyValue("cause", missing.cause().word())
                                .addKeyValue("detail", missing.detail())
                                .addKeyValue("packages", missing.packages())
                                .addKeyValue("remedy", "doctor webrtc")
                                .log("browsers cannot call");
                case Availability.Untried _ -> {}
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void mount(Router router) {
        channel.mount(router);
    }

    CallTaker calls() {
        return channel.calls();
    }

    List<ReadinessCheck> checks() {
        return List.of(new ReadinessCheck(WebRtcChannel.NAME, channel::trouble));
    }
}
