package io.centralita.app.eval;

import io.centralita.app.eval.Timetable.Deed;

/// Judges when nothing was heard, by the recording.
final class SilenceJudge {
    /// The switchboard counts from when it knows that the caller is done, the caller from his last
    /// sound; and audio is on its way for a moment. More than this is not told in the books.
    private static final long UNTOLD_MS = 1_000;

    private final Evidence evidence;
    private final Sounds sounds;
    private final Silences silences;

    SilenceJudge(Evidence evidence, Sounds sounds) {
        this.evidence = evidence;
        this.sounds = sounds;
        this.silences = new Silences(sounds, evidence.times());
    }

    long longest() {
        return silences.longest();
    }

    /// The whole call; the report must not claim much less than was heard.
    Found ofCall(long atMostMs) {
        var measured = silences.longest();
        var told = evidence.books().deadAirMs();
        var found =
                measured - told > UNTOLD_MS
                        ? Note.of("found.untold", Note.seconds(measured), Note.seconds(told))
                        : Note.of("found.silence", Note.seconds(measured), Note.seconds(told));
        return new Found(measured <= atMostMs && measured - told <= UNTOLD_MS, found);
    }

    /// From a time until the caller speaks again.
    Found after(long fromMs, long atMostMs) {
        var measured = silences.longestFrom(fromMs);
        return new Found(
                measured <= atMostMs, Note.of("found.silence-here", Note.seconds(measured)));
    }

    /// How long the assistant went on while the caller spoke over it.
    Found stops(Deed deed, long atMostMs) {
        var end = sounds.endOfUtterance(deed.startMs());
        if (end.isEmpty()) {
            return new Found(false, Note.of("found.not-speaking"), deed.startMs());
        }
        var took = Math.max(0, end.getAsLong() - deed.startMs());
        return new Found(
                took <= atMostMs, Note.of("found.stopped", Note.seconds(took)), end.getAsLong());
    }
}
