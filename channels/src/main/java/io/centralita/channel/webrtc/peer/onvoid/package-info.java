/// WebRTC by `dev.onvoid.webrtc:webrtc-java`, libwebrtc in this process.
///
/// Version 0.14.0 crashes or leaks where it is used as it looks; five rules keep it from that
/// (docs/decisions/0050-webrtc-in-the-process.md), each in one place:
///
/// 1. the device module plays before the factory is made: [Factory];
/// 2. what `close` and `dispose` keep is released by its handle, in one order: [Belongings],
///    [Handle];
/// 3. observers stay in memory for ever, so they are nothing but a field that is emptied:
///    [Observers];
/// 4. each message leaks a little on its factory's threads, so factories are replaced: [Factories];
/// 5. audio is pushed by one thread, which also takes out who is closed: [Voice].
///
/// Threads: the library's own run observers and sinks, which only put into a [Delivery];
/// `webrtc-work-…` (platform, four) make and close connections, `webrtc-voice` (platform) pushes
/// audio, `webrtc-text` (platform) sends texts and has the timers.
@NullMarked
package io.centralita.channel.webrtc.peer.onvoid;

import org.jspecify.annotations.NullMarked;
