package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerState;
import io.centralita.channel.webrtc.peer.onvoid.Observers.ChannelEvents;
import io.centralita.channel.webrtc.peer.onvoid.Observers.ConnectionEvents;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the library reports of one connection, on its signalling thread: hands over, waits for
/// nobody.
final class Reports implements ConnectionEvents, ChannelEvents {
    private static final Logger log = LoggerFactory.getLogger(Reports.class);

    private final String label;
    private final Delivery delivery;
    private final Patience patience;
    private final Factory factory;
    private final Runnable gathered;
    private volatile @Nullable Belongings belongings;
    private boolean opened;
    private boolean closed;

    /// @param label of the data channel that is wanted
    /// @param gathered told when all candidates are there
    Reports(
            String label,
            Delivery delivery,
            Patience patience,
            Factory factory,
            Runnable gathered) {
        this.label = label;
        this.delivery = delivery;
        this.patience = patience;
        this.factory = factory;
        this.gathered = gathered;
    }

    /// Of which connection. Said before anything can be reported.
    void of(Belongings made) {
        belongings = made;
    }

    @Override
    public void state(RTCPeerConnectionState state) {
        var mine = belongings;
        if (mine == null) {
            return;
        }
        if (state == RTCPeerConnectionState.CONNECTED) {
            patience.end();
            mine.voice().begin();
        } else {
            patience.begin();
        }
        told(state).ifPresent(it -> delivery.sign(listener -> listener.state(it)));
    }

    private static Optional<PeerState> told(RTCPeerConnectionState state) {
        return switch (state) {
            case NEW, CLOSED -> Optional.empty();
            case CONNECTING -> Optional.of(PeerState.CONNECTING);
            case CONNECTED -> Optional.of(PeerState.CONNECTED);
            case DISCONNECTED -> Optional.of(PeerState.DISCONNECTED);
            case FAILED -> Optional.of(PeerState.FAILED);
        };
    }

    @Override
    public void gathered() {
        gathered.run();
    }

    @Override
    public void dataChannel(RTCDataChannel channel) {
        var mine = belongings;
        if (mine == null || mine.channel() != null || !label.equals(channel.getLabel())) {
            log.atDebug().log("webrtc: data channel refused");
            Belongings.refuse(channel);
            return;
        }
        mine.adopt(channel, this);
        changed();
    }

    @Override
    public void changed() {
        var mine = belongings;
        var channel = mine == null ? null : mine.channel();
        if (mine == null || channel == null) {
            return;
        }
        var state = channel.getState();
        if (state == RTCDataChannelState.OPEN && !opened) {
            opened = true;
            mine.texts().opened(channel);
            delivery.sign(PeerListener::dataChannelOpened);
        }
        boolean over = state == RTCDataChannelState.CLOSING || state == RTCDataChannelState.CLOSED;
        if (over && opened && !closed) {
            closed = true;
            mine.texts().closed();
            delivery.sign(PeerListener::dataChannelClosed);
        }
    }

    @Override
    public void message(RTCDataChannelBuffer buffer) {
        factory.received();
        // The buffer is the library's, until this returns.
        delivery.text(StandardCharsets.UTF_8.decode(buffer.data).toString());
    }

    @Override
    public void track(RTCRtpTransceiver transceiver) {
        var mine = belongings;
        if (mine != null) {
            mine.hear(transceiver, delivery::audio);
        }
    }
}
