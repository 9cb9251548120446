/// Callers in web pages: their offers are answered, and what they say over the connection goes to
/// the switchboard like a telephone's.
///
/// [io.centralita.channel.webrtc.WebRtcChannel] is the way in. [SessionRoutes] takes the requests
/// of pages, [PageOffers] makes calls of them, [BrowserCalls] knows the calls there are and those
/// that were lost, [OfferAnswerer] is the port to whoever answers an offer, and [TerminatedCalls]
/// the one of ours: a [PeerCall] for each, which joins a [io.centralita.channel.webrtc.peer.Peer]
/// with a session of [io.centralita.channel.realtime] and does what [ConnectionWatch] decides.
///
/// Threads: a call is confined to the event loop on which its request came. Answering an offer
/// blocks and has a virtual thread.
@NullMarked
package io.centralita.channel.webrtc;

import org.jspecify.annotations.NullMarked;
