package io.centralita.app.bench.webrtc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.channel.webrtc.caller.WebRtcCall;
import io.centralita.channel.webrtc.peer.PeerStats;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What callers have heard, all together.
///
/// @param frames of 10 ms
/// @param audible those that were more than silence
/// @param packets that came
/// @param lost packets that did not
/// @param heardMs audio played, by the library
/// @param concealedMs of it, what had to be made up
record Hearing(long frames, long audible, long packets, long lost, long heardMs, long concealedMs) {
    static final Hearing NOTHING = new Hearing(0, 0, 0, 0, 0, 0);
    private static final long PATIENCE_S = 10;

    static Hearing of(Collection<WebRtcCall> calls)
            throws InterruptedException, ExecutionException, TimeoutException {
        var all = NOTHING;
        for (var call : calls) {
            var stats = call.stats().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
            all = all.plus(of(call, stats));
        }
        return all;
    }

    private static Hearing of(WebRtcCall call, PeerStats stats) {
        return new Hearing(
                call.framesHeard(),
                call.framesAudible(),
                stats.packetsReceived(),
                stats.packetsLost(),
                stats.heard().toMillis(),
                stats.concealed().toMillis());
    }

    private Hearing plus(Hearing other) {
        return new Hearing(
                frames + other.frames,
                audible + other.audible,
                packets + other.packets,
                lost + other.lost,
                heardMs + other.heardMs,
                concealedMs + other.concealedMs);
    }

    ObjectNode since(Hearing before) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("frames", frames - before.frames)
                .put("audible", audible - before.audible)
                .put("packets", packets - before.packets)
                .put("lost", lost - before.lost)
                .put("heardMs", heardMs - before.heardMs)
                .put("concealedMs", concealedMs - before.concealedMs);
    }
}
