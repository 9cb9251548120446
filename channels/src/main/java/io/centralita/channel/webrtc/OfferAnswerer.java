package io.centralita.channel.webrtc;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.LegInfo;
import io.centralita.channel.realtime.TrackOpening;
import io.centralita.channel.realtime.TrackSession;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Who answers a browser's offer: the switchboard's own end of the connection, or a model that
/// takes such connections itself.
public interface OfferAnswerer {
    /// Why no call can be had at all just now, as a word of [OfferRefused]; empty where it can.
    /// Never blocks.
    Optional<String> trouble();

    /// Blocks until the answer is there: for a virtual thread. Where it fails or the thread is
    /// interrupted, nothing is left.
    AnsweredCall answer(Offer offer) throws OfferRefused, InterruptedException;

    /// @param sdp as it came
    /// @param loop where the call lives
    record Offer(LegInfo info, String sdp, TrackOpening opening, Context loop) {}

    /// A call whose offer was answered. Thread-safe.
    interface AnsweredCall {
        /// SDP.
        String answer();

        /// Another offer of the same page (ICE restart); blocks likewise. The call goes on as it is
        /// where this fails.
        String restart(String offer) throws OfferRefused, InterruptedException;

        /// Ends it. Returns at once; any number of times.
        ///
        /// @param byCaller whether they hang up
        void end(boolean byCaller, String reason);

        /// The events of the call; empty where they do not pass through here.
        Optional<TrackSession> session();

        /// Takes a page that wants to hear what the switchboard itself has to say; empty where the
        /// data channel is ours. Called on the event loop of the page's request.
        default Optional<Consumer<HttpServerResponse>> listeners() {
            return Optional.empty();
        }

        /// Completes when the call is over.
        CompletionStage<Over> over();

        /// What was said, as far as it was heard. Completes soon after the call is over, and not
        /// before.
        CompletionStage<List<HistoryEntry>> said();
    }

    /// How a call ended.
    ///
    /// @param mayGoOn whether the caller may come back to it: it was not they who ended it, nor we
    /// @param endedBy as in reports: `caller`, `assistant`, `channel`, `engine`, `switchboard`
    /// @param reason as in reports
    record Over(boolean mayGoOn, String endedBy, String reason) {
        /// It ended against the caller's will, who may call again and go on.
        boolean isLost() {
            return mayGoOn && !endedBy.equals("caller");
        }
    }
}
