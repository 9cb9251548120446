package io.centralita.channel.webrtc;

import io.centralita.call.Switchboard;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.OfferEngine;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.realtime.CallTaker;
import io.centralita.channel.realtime.RealtimeSettings;
import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.Peers;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The endpoints for callers in web pages. One instance serves any number of event loops: mount it
/// on the router of each. The peers are closed by whoever made them.
public final class WebRtcChannel {
    /// The channel's name in call information, logs and metrics.
    public static final String NAME = "webrtc";

    public static final String SESSION_PATH = "/api/voice/webrtc/session";

    private static final Set<Availability.Cause> FAULTS =
            Set.of(Availability.Cause.SELF_TEST, Availability.Cause.BROKEN);

    private final Peers peers;
    private final BrowserCalls calls;
    private final SessionRoutes routes;

    /// What the channel stands on.
    ///
    /// @param realtime how sessions of the protocol are met, here and at `/v1/realtime/calls`
    /// @param engines those that people of the console may wish for in place of the house's, by
    ///   their name
    public record House(
            Peers peers,
            Switchboard switchboard,
            RealtimeSettings realtime,
            PacingClocks clocks,
            ChannelMetrics metrics,
            VoiceGuard guard,
            DiagnosticsKeeper keeper,
            Function<String, Optional<Engine>> engines) {}

    public WebRtcChannel(WebRtcSettings settings, House house) {
        this(settings, house, ownEnds(house));
    }

    /// @param engine answers the offers of pages itself, as far as it takes them
    public WebRtcChannel(WebRtcSettings settings, House house, OfferEngine engine) {
        this(
                settings,
                house,
                new ForwardedCalls(
                        engine,
                        ownEnds(house),
                        house.switchboard(),
                        house.clocks(),
                        house.metrics()));
    }

    private static OfferAnswerer ownEnds(House house) {
        return new TerminatedCalls(
                house.peers(),
                house.switchboard(),
                house.clocks(),
                new PeerCall.House(
                        house.realtime(),
                        house.switchboard()::accept,
                        house.clocks().time(),
                        house.metrics()));
    }

    /// @param answerer in place of our own ends
    public WebRtcChannel(WebRtcSettings settings, House house, OfferAnswerer answerer) {
        peers = house.peers();
        calls = new BrowserCalls(answerer, house.keeper(), house.clocks().time());
        routes =
                new SessionRoutes(
                        house.guard(),
                        new PageOffers(settings, house.engines(), calls),
                        calls,
                        new VoiceErrors(new VoiceTexts(settings.language()), house.metrics()));
    }

    public void mount(Router router) {
        routes.mount(router);
    }

    /// For clients of the protocol that have their audio on a track.
    public CallTaker calls() {
        return calls;
    }

    /// Calls under way, those that are connecting included.
    public int openCalls() {
        return calls.open();
    }

    /// What is wrong where browsers should be able to call, for whoever asks whether we are ready:
    /// telephones are served on a machine without the library all the same.
    public Optional<String> trouble() {
        return peers.availability() instanceof Availability.Missing(var cause, var detail, _)
                        && FAULTS.contains(cause)
                ? Optional.of(cause.word() + ": " + detail)
                : Optional.empty();
    }
}
