package io.centralita.channel.webrtc;

import io.centralita.channel.webrtc.peer.PeerFailure;

/// Why an offer is not answered, as pages are told it.
final class Refusals {
    private Refusals() {}

    static OfferRefused of(PeerFailure failure) {
        var detail = failure.reason().toString();
        return switch (failure.reason()) {
            case PeerFailure.Reason.NotUnderstood _ -> new OfferRefused(400, "bad-sdp", detail);
            case PeerFailure.Reason.NoAudio _ -> new OfferRefused(400, "no-audio", detail);
            case PeerFailure.Reason.NoRoom _ -> new OfferRefused(503, "calls-full", detail);
            case PeerFailure.Reason.Unavailable _ -> new OfferRefused(503, "no-webrtc", detail);
            case PeerFailure.Reason.Closed _ -> new OfferRefused(410, "call-over", detail);
            case PeerFailure.Reason.Broken _ -> new OfferRefused(503, "broken", detail);
        };
    }

    /// What can be seen of an offer without a library.
    static void check(String sdp) throws OfferRefused {
        if (!sdp.startsWith("v=0")) {
            throw new OfferRefused(400, "bad-sdp", "does not begin with v=0");
        }
        if (!sdp.contains("\nm=audio ")) {
            throw new OfferRefused(400, "no-audio", "no m=audio");
        }
        if (!sdp.contains("\nm=application ")) {
            throw new OfferRefused(400, "no-data-channel", "no m=application");
        }
    }
}
