package io.centralita.call;

import io.centralita.call.scope.Time;
import io.centralita.call.watch.OperatorSeat;
import java.time.Duration;
import java.util.function.BiConsumer;

/// What an operator says, on its way to the caller: what comes without a pause is one utterance.
/// Thread-safe but for [#speak].
final class OperatorVoice implements OperatorSeat {
    /// How far ahead of the caller's ear an operator may be.
    static final Duration AHEAD = Duration.ofMillis(400);

    /// Whoever says nothing for so long begins anew.
    static final Duration PAUSE = Duration.ofMillis(200);

    private final Playout playout;
    private final Time time;
    private final BiConsumer<Boolean, String> leaves;

    private long utterance = Playout.NOTHING;

    /// Until when the caller has something to hear.
    private long until;

    private volatile boolean seated = true;

    /// Guarded by this.
    private boolean left;

    /// @param leaves is told once whether the connection was lost, and the note
    OperatorVoice(Playout playout, Time time, BiConsumer<Boolean, String> leaves) {
        this.playout = playout;
        this.time = time;
        this.leaves = leaves;
    }

    @Override
    public boolean speak(byte[] audio) {
        if (!seated) {
            return false;
        }
        long now = time.nanoTime();
        if (utterance != Playout.NOTHING && now - until > PAUSE.toNanos()) {
            playout.end(utterance);
            utterance = Playout.NOTHING;
        }
        if (Math.max(0, until - now) > AHEAD.toNanos()) {
            return true;
        }
        if (utterance == Playout.NOTHING) {
            utterance = playout.begin(FORMAT, true);
            until = now;
        }
        until = Math.max(until, now) + FORMAT.duration(audio.length).toNanos();
        playout.offer(utterance, audio);
        return true;
    }

    /// The caller hears nothing of them any more.
    void unseat() {
        seated = false;
    }

    @Override
    public void handBack(String note) {
        leave(false, note);
    }

    @Override
    public void lost() {
        leave(true, "");
    }

    private void leave(boolean lost, String note) {
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
        }
        unseat();
        leaves.accept(lost, note);
    }
}
