package io.centralita.channel;

/// What channels count. Called on network threads, from all of them at once; must not block.
public interface ChannelMetrics {
    ChannelMetrics NONE = new ChannelMetrics() {};

    /// A pacing clock ticked.
    ///
    /// @param latenessNanos how long after it was due, 0 or more
    /// @param members legs served by this tick
    /// @param skipped whole 20 ms periods that got no tick because the loop was busy
    default void paced(long latenessNanos, int members, int skipped) {}

    /// A request or connection was turned away.
    ///
    /// @param reason one of a channel's fixed words, `signature` for example
    default void refused(String channel, String reason) {}

    /// Something a provider should not send, or an answer it owes, that a call survives.
    ///
    /// @param kind one of a channel's fixed words, `unknown-event` for example
    default void oddity(String channel, String kind) {}

    /// Something came to an end beside the audio of calls: a transfer, a request to the provider.
    ///
    /// @param what one of a channel's fixed words, `hang-up` for example
    /// @param how it ended, one of a few words too
    default void event(String channel, String what, String how) {}
}
