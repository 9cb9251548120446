package io.centralita.channel.webrtc;

import java.time.Duration;
import java.util.Optional;

/// What becomes of a browser's connection, by what is told of it and by the time. Decides and does
/// nothing; confined to one thread.
///
/// ```text
///            channel opened            disconnected, failed
/// CONNECTING ─────────────▶ UP ─────────────────────▶ AWAY ──▶ connection-lost
///     │   │                 ▲                          │
///     │   └ no-data-channel └──────── connected ───────┘
///     └ not-connected
/// ```
final class ConnectionWatch {
    /// From the answer to the connection: browsers give up after 15 s.
    static final Duration TO_CONNECT = Duration.ofSeconds(20);

    /// From the connection to the data channel (E6).
    static final Duration TO_OPEN = Duration.ofSeconds(5);

    /// From a failure to a restart that succeeds (E6).
    static final Duration GRACE = Duration.ofSeconds(20);

    /// For a connection that is interrupted and neither heals nor fails.
    static final Duration INTERRUPTED = Duration.ofSeconds(40);

    /// What is told of a connection.
    enum Event {
        CONNECTED,
        DISCONNECTED,
        FAILED,
        CHANNEL_OPENED,
        CHANNEL_CLOSED
    }

    /// What is to be done.
    sealed interface Step {
        /// The caller is on the line.
        record PutThrough() implements Step {}

        /// @param away whether the caller hears us no more, or again
        record Away(boolean away) implements Step {}

        /// @param byCaller whether they have hung up
        /// @param mayGoOn whether they may come back to this call by another one
        record End(boolean byCaller, boolean mayGoOn, String reason) implements Step {}
    }

    private enum State {
        CONNECTING,
        UP,
        AWAY,
        OVER
    }

    private State state = State.CONNECTING;
    private boolean connected;
    private long deadline;

    /// @param nowNanos when the answer is given
    ConnectionWatch(long nowNanos) {
        deadline = nowNanos + TO_CONNECT.toNanos();
    }

    Optional<Step> on(Event event, long nowNanos) {
        return switch (state) {
            case CONNECTING -> connecting(event, nowNanos);
            case UP -> up(event, nowNanos);
            case AWAY -> away(event, nowNanos);
            case OVER -> Optional.empty();
        };
    }

    private Optional<Step> connecting(Event event, long nowNanos) {
        return switch (event) {
            case CONNECTED -> {
                if (!connected) {
                    connected = true;
                    deadline = nowNanos + TO_OPEN.toNanos();
                }
                yield Optional.empty();
            }
            // It cannot be open without a connection, whichever is told of first.
            case CHANNEL_OPENED -> {
                state = State.UP;
                deadline = Long.MAX_VALUE;
                yield Optional.of(new Step.PutThrough());
            }
            case CHANNEL_CLOSED -> end(true, false, "closed");
            // A page may still try other ways within the time.
            case DISCONNECTED, FAILED -> Optional.empty();
        };
    }

    private Optional<Step> up(Event event, long nowNanos) {
        return switch (event) {
            case DISCONNECTED -> goneAway(nowNanos + INTERRUPTED.toNanos());
            case FAILED -> goneAway(nowNanos + GRACE.toNanos());
            case CHANNEL_CLOSED -> end(true, true, "closed");
            case CONNECTED, CHANNEL_OPENED -> Optional.empty();
        };
    }

    private Optional<Step> goneAway(long until) {
        state = State.AWAY;
        deadline = until;
        return Optional.of(new Step.Away(true));
    }

    private Optional<Step> away(Event event, long nowNanos) {
        return switch (event) {
            case CONNECTED -> {
                state = State.UP;
                deadline = Long.MAX_VALUE;
                yield Optional.of(new Step.Away(false));
            }
            case FAILED -> {
                deadline = Math.min(deadline, nowNanos + GRACE.toNanos());
                yield Optional.empty();
            }
            // Whoever cannot be reached cannot say goodbye.
            case CHANNEL_CLOSED -> end(false, true, "connection-lost");
            case DISCONNECTED, CHANNEL_OPENED -> Optional.empty();
        };
    }

    /// Time passed.
    Optional<Step> at(long nowNanos) {
        if (state == State.OVER || nowNanos - deadline < 0 || deadline == Long.MAX_VALUE) {
            return Optional.empty();
        }
        return switch (state) {
            case CONNECTING -> end(false, false, connected ? "no-data-channel" : "not-connected");
            case UP, OVER -> Optional.empty();
            case AWAY -> end(false, true, "connection-lost");
        };
    }

    /// Nothing more is to be decided.
    void over() {
        state = State.OVER;
    }

    private Optional<Step> end(boolean byCaller, boolean mayGoOn, String reason) {
        state = State.OVER;
        return Optional.of(new Step.End(byCaller, mayGoOn, reason));
    }
}
