package io.centralita.channel.webrtc.caller;

import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.Peers;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// Places browser calls without a browser. Thread-safe.
public final class WebRtcCaller implements AutoCloseable {
    private static final long BEAT_MS = 20;

    private final Peers peers;
    private final boolean recorded;
    private final Set<WebRtcCall> calls = ConcurrentHashMap.newKeySet();
    private final ExecutorService ear = Executors.newSingleThreadExecutor(named("webrtc-caller"));
    private final ScheduledExecutorService beat =
            Executors.newSingleThreadScheduledExecutor(named("webrtc-caller-beat"));

    private final Future<?> speaking;

    /// @param peers that the callers are at; not closed with this
    /// @param recorded whether what they hear is kept
    public WebRtcCaller(Peers peers, boolean recorded) {
        this.peers = peers;
        this.recorded = recorded;
        speaking = beat.scheduleAtFixedRate(this::speak, BEAT_MS, BEAT_MS, TimeUnit.MILLISECONDS);
    }

    public WebRtcCaller(Peers peers) {
        this(peers, true);
    }

    private static ThreadFactory named(String name) {
        return Thread.ofPlatform().daemon().name(name).factory();
    }

    private void speak() {
        calls.forEach(WebRtcCall::speak);
    }

    /// Calls: returns when the answer has come and was taken; the connection is made meanwhile.
    /// Blocks.
    ///
    /// @throws PeerFailure this machine has no connections, or the answer is none
    /// @throws IOException there was no answer
    public WebRtcCall call(Signalling signalling)
            throws PeerFailure, IOException, InterruptedException {
        var call = new WebRtcCall(signalling, recorded, calls::remove);
        var offer = peers.offer(ear, call.ear());
        try {
            call.begin(offer.accept(signalling.call(offer.description())));
        } catch (PeerFailure | IOException | InterruptedException | RuntimeException e) {
            offer.close();
            throw e;
        }
        calls.add(call);
        return call;
    }

    /// Hangs up for all of them.
    @Override
    public void close() {
        calls.forEach(WebRtcCall::drop);
        speaking.cancel(false);
        beat.shutdown();
        ear.shutdown();
    }
}
