package io.centralita.channel.webrtc.peer;

import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// There is no connection. Carries no addresses and no keys.
public final class PeerFailure extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    /// Why.
    public sealed interface Reason extends Serializable {
        /// `not-understood`: the description is none, or not one that we can answer.
        ///
        /// @param detail for whoever made it
        record NotUnderstood(String detail) implements Reason {}

        /// `no-audio`: the description has no audio that we could take: by Opus, and not inactive.
        record NoAudio() implements Reason {}

        /// `no-room`: as many connections as may be.
        record NoRoom(int limit) implements Reason {}

        /// `unavailable`: this machine has none.
        record Unavailable(Availability.Missing missing) implements Reason {}

        /// `closed`: the connection, or all of them, was closed meanwhile.
        record Closed() implements Reason {}

        /// `broken`: the library failed.
        record Broken(String detail) implements Reason {}
    }

    private final Reason reason;

    public PeerFailure(Reason reason, @Nullable Throwable cause) {
        super(reason.toString(), cause);
        this.reason = reason;
    }

    public PeerFailure(Reason reason) {
        this(reason, null);
    }

    public Reason reason() {
        return reason;
    }

    /// For logs, metrics and errors on the wire.
    public String word() {
        return switch (reason) {
            case Reason.NotUnderstood _ -> "not-understood";
            case Reason.NoAudio _ -> "no-audio";
            case Reason.NoRoom _ -> "no-room";
            case Reason.Unavailable _ -> "unavailable";
            case Reason.Closed _ -> "closed";
            case Reason.Broken _ -> "broken";
        };
    }
}
