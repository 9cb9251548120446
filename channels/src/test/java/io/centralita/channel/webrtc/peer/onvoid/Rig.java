package io.centralita.channel.webrtc.peer.onvoid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.centralita.channel.webrtc.caller.WebRtcCall;
import io.centralita.channel.webrtc.caller.WebRtcCaller;
import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.Availability.Cause;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.onvoid.Factories.Share;
import java.time.Duration;

/// Two libraries in one process, one as the switchboard has it and one in place of a browser.
final class Rig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    final OnvoidPeers server;
    final OnvoidPeers browser;
    final WebRtcCaller caller;

    Rig() throws InterruptedException {
        this(settings());
    }

    Rig(PeerSettings settings) throws InterruptedException {
        this(settings, Share.USUAL);
    }

    Rig(PeerSettings settings, Share share) throws InterruptedException {
        server = new OnvoidPeers(settings, share);
        browser = new OnvoidPeers(settings().atMost(1_000));
        caller = new WebRtcCaller(browser);
        requireLibrary(server);
    }

    /// Any ports: other tests run beside.
    static PeerSettings settings() {
        return PeerSettings.DEFAULT.ports(0, 0);
    }

    /// Skips the test where the machine has not what the library needs; `./centralita test`
    /// installs it.
    static void requireLibrary(OnvoidPeers peers) throws InterruptedException {
        var found = peers.prepare();
        if (found instanceof Availability.Missing missing && missing.cause() != Cause.SELF_TEST) {
            assumeThat(missing).as("WebRTC on this machine").isNull();
        }
        assertThat(found).isInstanceOf(Availability.Ready.class);
    }

    /// A call with everything open.
    WebRtcCall connect(ServerEnd end) throws Exception {
        var call = caller.call(end);
        assertThat(call.awaitConnected(PATIENCE)).as("connected").isTrue();
        assertThat(call.awaitOpen(PATIENCE)).as("data channel").isTrue();
        assertThat(end.awaitOpen()).isTrue();
        return call;
    }

    @Override
    public void close() {
        caller.close();
        server.close();
        browser.close();
    }
}
