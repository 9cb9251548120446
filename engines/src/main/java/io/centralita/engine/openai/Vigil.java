package io.centralita.engine.openai;

import java.time.Duration;

/// Finds out a server that does not hear the caller: one that has not said a word since theirs is
/// asked for a sign of life, and has little time for it. Confined to the session's loop.
final class Vigil {
    static final long NEVER = Long.MAX_VALUE;

    /// A server that heard the end of speech has said so by then.
    static final Duration GRACE = Duration.ofSeconds(1);

    /// For the sign of life.
    static final Duration PROOF = Duration.ofMillis(800);

    private long serverSpokeAt = Long.MIN_VALUE;
    private long lastWordAt = NEVER;
    private boolean asked;

    /// The caller speaks again.
    void speechBegan() {
        lastWordAt = NEVER;
        asked = false;
    }

    /// @param at when the caller's last word was
    /// @return false where the server has spoken since
    boolean speechEnded(long at) {
        speechBegan();
        if (serverSpokeAt < at) {
            lastWordAt = at;
        }
        return isOn();
    }

    void serverSpoke(long now) {
        serverSpokeAt = now;
        speechBegan();
    }

    /// The caller has said something, and nobody knows yet whether the server heard it.
    boolean isOn() {
        return lastWordAt != NEVER;
    }

    Duration sinceLastWord(long now) {
        return Duration.ofNanos(now - lastWordAt);
    }

    /// True once, when it is time to ask.
    boolean asks(long now) {
        if (!isOn() || asked || now < lastWordAt + GRACE.toNanos()) {
            return false;
        }
        asked = true;
        return true;
    }

    boolean isDeaf(long now) {
        return isOn() && asked && now >= deadline();
    }

    long nextDeadline() {
        return isOn() ? deadline() : NEVER;
    }

    private long deadline() {
        return lastWordAt + (asked ? GRACE.plus(PROOF) : GRACE).toNanos();
    }
}
