package io.centralita.channel.webrtc;

import io.centralita.call.engine.Engine;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegInfo.Visit;
import io.centralita.call.leg.Returned;
import io.centralita.channel.realtime.Rights;
import io.centralita.channel.realtime.TrackOpening;
import io.centralita.channel.webrtc.VoiceGuard.Verdict;
import io.vertx.core.Context;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes calls of what pages offer: to whom, with which engine, and with what was said in a call
/// that was lost. Safe for any number of threads.
final class PageOffers {
    private static final Logger log = LoggerFactory.getLogger(PageOffers.class);
    private static final String DEFAULT_TENANT = "default";

    private final WebRtcSettings settings;
    private final Function<String, Optional<Engine>> engines;
    private final BrowserCalls calls;

    /// @param engines by name, that a call may be served by in place of the house's
    PageOffers(
            WebRtcSettings settings,
            Function<String, Optional<Engine>> engines,
            BrowserCalls calls) {
        this.settings = settings;
        this.engines = engines;
        this.calls = calls;
    }

    /// @param resumed whether it goes on with what was said in a lost one
    record Made(BrowserCalls.AnsweredOffer offer, boolean resumed) {}

    /// Of a call that a page begins.
    static LegInfo info(String id, SessionRequest request, Verdict.Admitted by) {
        var tenant = by.tenant().or(request::tenant).orElse(DEFAULT_TENANT);
        return new LegInfo(
                WebRtcChannel.NAME,
                id,
                by.caller().orElse(""),
                "web:" + tenant,
                Map.of(),
                new Visit(tenant, by.language().or(request::language)));
    }

    /// Blocks: for a virtual thread.
    ///
    /// @param lost that it goes on with, claimed; given back where the offer is refused
    Made answer(
            SessionRequest request,
            Verdict.Admitted by,
            Optional<KnownCall> lost,
            LegInfo info,
            Context loop)
            throws OfferRefused, InterruptedException {
        var old = request.resume().orElse("");
        try {
            var engine = wished(request, by);
            var returned =
                    lost.isEmpty() ? Optional.<Returned>empty() : calls.goOn(old, lost.get());
            if (!old.isEmpty()) {
                log.atInfo()
                        .addKeyValue("call", info.callId())
                        .addKeyValue("lost", old)
                        .addKeyValue("goesOn", returned.isPresent())
                        .log("page comes back to a call that it had lost");
            }
            var opening =
                    TrackOpening.ofPage(
                                    by.rights(),
                                    engine.map(Engine::name).orElse(settings.engine()),
                                    settings.endpointSilence(),
                                    returned)
                            .servedBy(engine);
            var offer = new OfferAnswerer.Offer(info, request.sdp(), opening, loop);
            return new Made(calls.make(offer, by.holder()), returned.isPresent());
        } catch (OfferRefused refused) {
            lost.ifPresent(call -> calls.giveBack(old, call));
            throw refused;
        }
    }

    /// Who serves in place of the house's engine: which one that is, is for people of the console
    /// to say, as it is they who pay for it.
    private Optional<Engine> wished(SessionRequest request, Verdict.Admitted by)
            throws OfferRefused {
        var name = request.engine();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (by.rights() == Rights.PAGE) {
            throw new OfferRefused(403, "engine-not-yours", "a visitor's wish");
        }
        if (name.get().equals(settings.engine())) {
            return Optional.empty();
        }
        var engine = engines.apply(name.get());
        if (engine.isEmpty()) {
            throw new OfferRefused(404, "unknown-engine", name.get());
        }
        return engine;
    }
}
