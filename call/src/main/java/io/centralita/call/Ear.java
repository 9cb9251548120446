package io.centralita.call;

import java.util.ArrayDeque;

/// What the caller hears, as a line of time: told of sound and silence by the audio that left, part
/// of it ahead of the ear. [#step] moves on to the present. Confined to the call's thread.
final class Ear {
    private record Change(long at, long utterance) {}

    private static final long SILENCE = Playout.NOTHING;

    private final ArrayDeque<Change> ahead = new ArrayDeque<>();
    private long utterance = SILENCE;
    private long lastHeard = SILENCE;
    private long since;
    private long changedAt;

    /// @param now nothing is heard before
    Ear(long now) {
        since = now;
        changedAt = now;
    }

    /// The caller is on the line: what was before is not their silence.
    void putThrough(long at) {
        since = at;
        changedAt = at;
    }

    void soundBegan(long utteranceId, long at) {
        ahead.add(new Change(at, utteranceId));
    }

    void soundEnded(long at) {
        ahead.add(new Change(at, SILENCE));
    }

    /// All that was under way is dropped.
    void cleared(long now) {
        ahead.clear();
        change(SILENCE, now);
    }

    /// An utterance is over. Ends its sound, should nobody have said so.
    void over(long utteranceId, long now) {
        if (utterance == utteranceId && ahead.isEmpty()) {
            change(SILENCE, now);
        }
    }

    /// Takes in the next change, if its time has come.
    boolean step(long now) {
        var next = ahead.peek();
        if (next == null || next.at() > now) {
            return false;
        }
        ahead.remove();
        change(next.utterance(), next.at());
        return true;
    }

    /// When [#step] wants to be called.
    long nextChange() {
        var next = ahead.peek();
        return next == null ? SilenceGuard.NEVER : next.at();
    }

    boolean hears() {
        return utterance != SILENCE;
    }

    /// What is being heard, [Playout#NOTHING] in silence.
    long utterance() {
        return utterance;
    }

    /// Since when they hear something, or nothing.
    long since() {
        return since;
    }

    /// When the last change was, from one utterance to another included.
    long changedAt() {
        return changedAt;
    }

    /// The utterance that is or was heard last.
    long lastHeard() {
        return lastHeard;
    }

    private void change(long to, long at) {
        if ((to == SILENCE) != (utterance == SILENCE)) {
            since = at;
        }
        utterance = to;
        changedAt = at;
        lastHeard = to == SILENCE ? lastHeard : to;
    }
}
