package io.centralita.channel.webrtc.peer;

/// What becomes of a connection. Called on the executor that came with the listener, in order.
///
/// Who falls behind loses audio (the oldest beyond 1 s, counted in [PeerCounts#audioDropped]); who
/// falls behind by 1,024 texts or 4 MiB of them loses the connection. Who throws is logged, and
/// told what comes next all the same.
public interface PeerListener {
    /// Told at each change. `DISCONNECTED` may pass by itself, or by an ICE restart; it takes about
    /// 7 s to be noticed, `FAILED` 17 s.
    default void state(PeerState state) {}

    /// The data channel is open: texts can be sent.
    default void dataChannelOpened() {}

    /// The data channel was closed by the other side: within 20 ms the surest sign that it has hung
    /// up. The connection is still to be closed.
    default void dataChannelClosed() {}

    /// A text by the data channel. A binary message counts as UTF-8.
    default void text(String text) {}

    /// 10 ms of what the other side says: 16 bit little endian, mono, of [Peer#HEAR_RATE_HZ], 960
    /// bytes. The array is the listener's from now on. About a hundred times a second from
    /// connecting on, silence included.
    default void audio(byte[] frame) {}

    /// The connection is over and nothing is left of it. The last thing that is told, once.
    ///
    /// @param end who ended it
    default void closed(PeerEnd end) {}
}
