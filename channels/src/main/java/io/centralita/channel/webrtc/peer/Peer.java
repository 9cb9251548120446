package io.centralita.channel.webrtc.peer;

import java.util.concurrent.CompletionStage;

/// Our end of one WebRTC connection: audio both ways, and texts by the data channel. Thread-safe;
/// nothing but [#renegotiate] and [#restart] blocks. After [#close] everything is without effect.
public interface Peer extends AutoCloseable {
    /// Samples a second of what is said by [#say].
    int SAY_RATE_HZ = 24_000;

    /// Samples a second of what is heard by [PeerListener#audio].
    int HEAR_RATE_HZ = 48_000;

    /// For logs: unique in this process.
    String id();

    /// Our description, as the other side is to get it: candidates included.
    String description();

    /// Takes another offer of the same other side, an ICE restart for example, and gives the
    /// answer. Blocks as [Peers#answer]; after a failure the connection is as it was before, or
    /// [PeerListener#closed] follows.
    String renegotiate(String offer) throws PeerFailure, InterruptedException;

    /// Offers the same connection by a new way (ICE restart); the counterpart of [#renegotiate].
    /// [PeerOffer#accept] gives this peer again. Blocks as [Peers#offer].
    PeerOffer restart() throws PeerFailure, InterruptedException;

    /// Audio for the other side: 16 bit little endian, mono, of [#SAY_RATE_HZ], 20 ms (960 bytes)
    /// or 10 ms (480). Whoever calls paces, and goes on with silence where nothing is to be said;
    /// the other side's jitter buffer does not like gaps. Before the connection stands it is
    /// dropped; where more than 200 ms wait, which takes a machine at its end, the oldest are.
    ///
    /// @throws IllegalArgumentException any other length
    void say(byte[] frame);

    /// A text for the data channel. What does not leave at once waits, up to 1 MiB or 1,024 texts.
    Sent send(String text);

    /// How the connection is doing. Completes on the peer's executor, within 2 s; with
    /// [PeerStats#NONE] where nobody knows.
    CompletionStage<PeerStats> stats();

    /// Ends the connection. Returns at once; [PeerListener#closed] follows. Any number of times.
    @Override
    void close();

    /// What became of a text.
    enum Sent {
        /// It is under way, or waits.
        TAKEN,
        /// The data channel is not open, not yet or not any more.
        NOT_OPEN,
        /// Too much waits already: the other side does not read. It was dropped.
        FULL,
        /// Longer than the other side takes (`a=max-message-size`, 64 KiB where it does not say).
        /// It was dropped.
        TOO_LONG
    }
}
