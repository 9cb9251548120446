package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.util.concurrent.atomic.AtomicLong;

/// One instance of the library: three threads, one that plays, and its connections.
///
/// Rule 1: the device module plays before the factory is made. Made in the other order, its
/// recording thread mixes what is heard into what is sent beside our own audio, and the process is
/// aborted within seconds (`Fatal error in audio_send_stream.cc … !race_checker.RaceDetected()`).
/// Nothing of the module is started or stopped from then on. [SelfTest] guards it.
final class Factory {
    private final HeadlessAudioDeviceModule devices;
    private final PeerConnectionFactory library;

    /// Messages that its connections have received.
    private final AtomicLong messages = new AtomicLong();

    /// Guarded by the lock of [Factories].
    int taken;

    /// Likewise: all connections that it ever had.
    int connections;

    Factory() {
        devices = new HeadlessAudioDeviceModule();
        devices.initPlayout();
        devices.startPlayout();
        library = new PeerConnectionFactory(devices);
    }

    PeerConnectionFactory library() {
        return library;
    }

    void received() {
        messages.incrementAndGet();
    }

    long messages() {
        return messages.get();
    }

    /// Ends its threads. Only when nothing of it is alive any more. Blocks.
    void dispose() {
        try {
            library.dispose();
        } finally {
            devices.dispose();
        }
    }
}
