package io.centralita.fake.model.server;

import io.centralita.fake.model.ModelConversation;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Lets one response go on, no faster than its pace and no faster than the client reads. Belongs to
/// the event loop.
final class Pacer {
    /// Shorter waits are put together.
    private static final long LEAST_WAIT_MS = 5;

    private static final Duration FULL_SOCKET_WAIT = Duration.ofMillis(20);

    private final ModelConversation conversation;
    private final String responseId;
    private final Timers timers;
    private final BooleanSupplier socketIsFull;
    private Pace pace;

    /// Audio sent since, and the time from which it is measured.
    private double sentMs;

    private long sinceNanos;
    private long totalMs;
    private long firstNanos;

    Pacer(
            ModelConversation conversation,
            String responseId,
            Timers timers,
            Pace pace,
            BooleanSupplier socketIsFull) {
        this.conversation = conversation;
        this.responseId = responseId;
        this.timers = timers;
        this.pace = pace;
        this.socketIsFull = socketIsFull;
    }

    void start(Duration delay) {
        timers.after(
                delay,
                () -> {
                    sinceNanos = System.nanoTime();
                    firstNanos = sinceNanos;
                    goOn();
                });
    }

    void sent(int audioMs) {
        sentMs += audioMs;
        totalMs += audioMs;
    }

    long totalMs() {
        return totalMs;
    }

    void change(Pace newPace) {
        pace = newPace;
        sentMs = 0;
        sinceNanos = System.nanoTime();
    }

    /// Nothing more for so long.
    void stall(Duration time) {
        sentMs = 0;
        sinceNanos = System.nanoTime() + time.toNanos();
    }

    /// What a client that began to play at once still has to play.
    Duration unplayed() {
        var played = Duration.ofNanos(System.nanoTime() - firstNanos);
        var left = Duration.ofMillis(totalMs).minus(played);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void goOn() {
        while (true) {
            if (socketIsFull.getAsBoolean()) {
                timers.after(FULL_SOCKET_WAIT, this::goOn);
                return;
            }
            double aheadMs = sentMs / pace.speed() - (System.nanoTime() - sinceNanos) / 1e6;
            if (aheadMs >= LEAST_WAIT_MS) {
                timers.after(Duration.ofMillis((long) aheadMs), this::goOn);
                return;
            }
            if (!conversation.step(responseId)) {
                return;
            }
        }
    }
}
