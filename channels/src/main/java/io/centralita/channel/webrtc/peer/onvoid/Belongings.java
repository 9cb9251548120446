package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import io.centralita.channel.webrtc.peer.onvoid.Observers.ChannelEvents;
import io.centralita.channel.webrtc.peer.onvoid.Observers.ConnectionEvents;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one connection has in the library.
///
/// Rule 2: `RTCPeerConnection.close` releases nothing. What we were given for good is released by
/// its handle, and everything goes in the one order that was tried out thousands of times
/// ([#release]); what is only lent, the receiver and its track, is not: that is a crash.
///
/// Made and released on a worker's thread, one after the other; [#adopt] and [#hear] come from the
/// library's signalling thread, which has come to rest when `close` returns.
final class Belongings {
    private static final Logger log = LoggerFactory.getLogger(Belongings.class);

    private final Voice voice;
    private final Texts texts;
    private @Nullable CustomAudioSource source;
    private @Nullable AudioTrack track;
    private Observers.@Nullable OfConnection observer;
    private @Nullable RTCPeerConnection connection;
    private @Nullable RTCRtpSender sender;
    private volatile @Nullable RTCDataChannel channel;
    private volatile Observers.@Nullable OfChannel channelObserver;
    private volatile @Nullable AudioTrack heard;
    private volatile Observers.@Nullable OfAudio sink;

    /// Makes a connection that sends audio. Where it fails, nothing is left.
    Belongings(
            Factory factory,
            RTCConfiguration configuration,
            ConnectionEvents events,
            Workshop workshop,
            Tally tally) {
        var audio = new CustomAudioSource();
        source = audio;
        voice = new Voice(audio, workshop.voice(), tally);
        texts = new Texts(workshop.text(), tally);
        try {
            var library = factory.library();
            track = library.createAudioTrack("voice", audio);
            observer = new Observers.OfConnection(events);
            connection = library.createPeerConnection(configuration, observer);
            sender = connection.addTrack(track, List.of("voice"));
        } catch (RuntimeException | Error e) {
            release();
            throw e;
        }
    }

    Voice voice() {
        return voice;
    }

    Texts texts() {
        return texts;
    }

    /// @throws IllegalStateException where it is released
    RTCPeerConnection connection() {
        if (connection == null) {
            throw new IllegalStateException("released");
        }
        return connection;
    }

    /// Opens the data channel from our side, before there is an offer.
    void openChannel(String label, ChannelEvents events) {
        adopt(connection().createDataChannel(label, new RTCDataChannelInit()), events);
    }

    /// A data channel that is ours to release.
    void adopt(RTCDataChannel opened, ChannelEvents events) {
        var thin = new Observers.OfChannel(events);
        channelObserver = thin;
        channel = opened;
        opened.registerObserver(thin);
    }

    /// A data channel that nobody wants.
    static void refuse(RTCDataChannel opened) {
        var handle = Handle.of(opened);
        opened.close();
        if (handle != null) {
            handle.release();
        }
    }

    @Nullable RTCDataChannel channel() {
        return channel;
    }

    /// Listens to the first audio of the other side.
    void hear(RTCRtpTransceiver transceiver, Consumer<byte[]> ear) {
        if (heard == null && transceiver.getReceiver().getTrack() instanceof AudioTrack audio) {
            var thin = new Observers.OfAudio(ear);
            sink = thin;
            heard = audio;
            audio.addSink(thin);
        }
    }

    /// Gives everything back. Called once; blocks.
    void release() {
        step("voice", voice::end);
        step("texts", texts::end);
        step("sink", this::stopHearing);
        step("channel observer", this::stopReading);
        if (observer != null) {
            observer.letGo();
        }
        var connectionHandle = Handle.of(connection);
        step("connection", this::closeConnection);
        step("channel", () -> drop(Handle.of(channel)));
        step("sender", () -> drop(Handle.of(sender)));
        step("connection's reference", () -> drop(connectionHandle));
        step("track", () -> drop(Handle.of(track)));
        step("source", this::disposeSource);
        channel = null;
        heard = null;
        connection = null;
        sender = null;
        track = null;
        source = null;
    }

    private void stopHearing() {
        var audio = heard;
        var thin = sink;
        if (thin != null) {
            thin.letGo();
            if (audio != null) {
                audio.removeSink(thin);
            }
        }
    }

    private void stopReading() {
        var thin = channelObserver;
        var open = channel;
        if (thin != null && open != null) {
            thin.letGo();
            open.unregisterObserver();
        }
    }

    private void closeConnection() {
        if (connection != null) {
            connection.close();
        }
    }

    private void disposeSource() {
        if (source != null) {
            source.dispose();
        }
    }

    private static void drop(@Nullable Handle handle) {
        if (handle != null) {
            handle.release();
        }
    }

    /// What fails does not keep the rest from being given back.
    private static void step(String what, Step step) {
        try {
            step.take();
        } catch (Exception | Error e) {
            log.atError().setCause(e).addKeyValue("step", what).log("webrtc: release failed");
        }
    }

    private interface Step {
        void take() throws Exception;
    }
}
