package io.centralita.app.eval;

import io.centralita.app.eval.Timetable.Deed;
import java.util.ArrayList;
import java.util.List;

/// Finds dead air in a recording: from the end of what the caller said until he is heard again, as
/// long as he still waits for something. What follows the last sound before his next words, or
/// before the end, is his to fill.
final class Silences {
    private final Sounds sounds;
    private final List<Deed> utterances;
    private final long lengthMs;

    Silences(Sounds sounds, Timetable times) {
        this.sounds = sounds;
        this.utterances = times.utterances();
        this.lengthMs = times.lengthMs();
    }

    /// The longest of the call.
    long longest() {
        var starts = new ArrayList<Long>();
        starts.add(0L);
        utterances.forEach(deed -> starts.add(deed.endMs()));
        return starts.stream().mapToLong(this::longestFrom).max().orElse(0);
    }

    /// The longest from a time until the caller speaks again. Nothing heard at all is silence up to
    /// there.
    long longestFrom(long fromMs) {
        var until =
                utterances.stream()
                        .mapToLong(Deed::startMs)
                        .filter(start -> start >= fromMs)
                        .min()
                        .orElse(lengthMs);
        var last = sounds.last(fromMs, until).orElse(until);
        return sounds.longestSilence(fromMs, last);
    }
}
