package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStatsCollectorCallback;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import io.centralita.channel.webrtc.peer.Peer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rule 3: the library keeps each observer for ever. These hold one reference, which is let go when
/// it is not needed any more.
///
/// Nothing whatever may be thrown into the library: it makes a C++ exception of it, in frames that
/// know none, and that ends the process.
final class Observers {
    private static final Logger log = LoggerFactory.getLogger(Observers.class);

    private Observers() {}

    private static void report(Throwable fault) {
        try {
            log.atError().setCause(fault).log("webrtc observer failed");
        } catch (Throwable _) {
            // there is nobody left to tell
        }
    }

    /// One reference, and what is done with it.
    private abstract static class Thin<T> {
        private volatile @Nullable T target;

        Thin(T target) {
            this.target = target;
        }

        final void letGo() {
            target = null;
        }

        final boolean isLetGo() {
            return target == null;
        }

        final void tell(Consumer<T> what) {
            var current = target;
            if (current == null) {
                return;
            }
            try {
                what.accept(current);
            } catch (Throwable e) {
                report(e);
            }
        }
    }

    /// What is told of a connection, on the library's signalling thread.
    interface ConnectionEvents {
        void state(RTCPeerConnectionState state);

        void gathered();

        void dataChannel(RTCDataChannel channel);

        void track(RTCRtpTransceiver transceiver);
    }

    /// What is told of a data channel, likewise.
    interface ChannelEvents {
        void changed();

        void message(RTCDataChannelBuffer buffer);
    }

    static final class OfConnection extends Thin<ConnectionEvents>
            implements PeerConnectionObserver {
        OfConnection(ConnectionEvents target) {
            super(target);
        }

        @Override
        public void onConnectionChange(RTCPeerConnectionState state) {
            tell(events -> events.state(state));
        }

        @Override
        public void onIceGatheringChange(RTCIceGatheringState state) {
            if (state == RTCIceGatheringState.COMPLETE) {
                tell(ConnectionEvents::gathered);
            }
        }

        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            // They are in the description.
        }

        @Override
        public void onDataChannel(RTCDataChannel channel) {
            if (isLetGo()) {
                refuse(channel);
            } else {
                tell(events -> events.dataChannel(channel));
            }
        }

        /// One that comes while all is being released.
        private static void refuse(RTCDataChannel channel) {
            try {
                Belongings.refuse(channel);
            } catch (Throwable e) {
                report(e);
            }
        }

        @Override
        public void onTrack(RTCRtpTransceiver transceiver) {
            tell(events -> events.track(transceiver));
        }
    }

    static final class OfChannel extends Thin<ChannelEvents> implements RTCDataChannelObserver {
        OfChannel(ChannelEvents target) {
            super(target);
        }

        @Override
        public void onBufferedAmountChange(long previous) {
            // Asked for when there is something to send.
        }

        @Override
        public void onStateChange() {
            tell(ChannelEvents::changed);
        }

        @Override
        public void onMessage(RTCDataChannelBuffer buffer) {
            tell(events -> events.message(buffer));
        }
    }

    /// Audio of the other side, on the factory's playing thread: 10 ms of [Peer#HEAR_RATE_HZ], of
    /// one channel, or of two where somebody insists on stereo.
    static final class OfAudio extends Thin<Consumer<byte[]>> implements AudioTrackSink {
        OfAudio(Consumer<byte[]> target) {
            super(target);
        }

        @Override
        public void onData(byte[] data, int bits, int rate, int channels, int frames) {
            if (bits != 16 || rate != Peer.HEAR_RATE_HZ) {
                return;
            }
            if (channels == 1) {
                tell(ear -> ear.accept(data));
            } else if (channels == 2) {
                tell(ear -> ear.accept(left(data)));
            }
        }

        private static byte[] left(byte[] stereo) {
            var mono = new byte[stereo.length / 2];
            for (int i = 0; i < mono.length; i += 2) {
                mono[i] = stereo[2 * i];
                mono[i + 1] = stereo[2 * i + 1];
            }
            return mono;
        }
    }

    /// Completes a future, once.
    private abstract static class Answer<T> {
        private final AtomicReference<@Nullable CompletableFuture<T>> future;

        Answer(CompletableFuture<T> future) {
            this.future = new AtomicReference<>(future);
        }

        final void done(T result) {
            finish(waiting -> waiting.complete(result));
        }

        final void failed(String error) {
            finish(waiting -> waiting.completeExceptionally(new Refused(error)));
        }

        private void finish(Consumer<CompletableFuture<T>> how) {
            try {
                var waiting = future.getAndSet(null);
                if (waiting != null) {
                    how.accept(waiting);
                }
            } catch (Throwable e) {
                report(e);
            }
        }
    }

    static final class OfCreating extends Answer<RTCSessionDescription>
            implements CreateSessionDescriptionObserver {
        OfCreating(CompletableFuture<RTCSessionDescription> future) {
            super(future);
        }

        @Override
        public void onSuccess(RTCSessionDescription description) {
            done(description);
        }

        @Override
        public void onFailure(String error) {
            failed(error);
        }
    }

    static final class OfSetting extends Answer<Boolean> implements SetSessionDescriptionObserver {
        OfSetting(CompletableFuture<Boolean> future) {
            super(future);
        }

        @Override
        public void onSuccess() {
            done(true);
        }

        @Override
        public void onFailure(String error) {
            failed(error);
        }
    }

    static final class OfStats extends Answer<RTCStatsReport> implements RTCStatsCollectorCallback {
        OfStats(CompletableFuture<RTCStatsReport> future) {
            super(future);
        }

        @Override
        public void onStatsDelivered(RTCStatsReport report) {
            done(report);
        }
    }
}
