package io.centralita.fake.asterisk.pbx;

/// What something is played on, or recorded.
public sealed interface Target {
    record OfChannel(Channel channel) implements Target {}

    record OfBridge(Bridge bridge) implements Target {}

    /// `channel:<id>` or `bridge:<id>`.
    default String uri() {
        return switch (this) {
            case OfChannel(var channel) -> "channel:" + channel.id;
            case OfBridge(var bridge) -> "bridge:" + bridge.id;
        };
    }

    default boolean isHeardBy(Application application) {
        return switch (this) {
            case OfChannel(var channel) -> application.hears(channel);
            case OfBridge(var bridge) -> application.hears(bridge);
        };
    }
}
