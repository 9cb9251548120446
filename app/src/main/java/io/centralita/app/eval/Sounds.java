package io.centralita.app.eval;

import io.centralita.media.Levels;
import io.centralita.media.Recording;
import java.util.BitSet;
import java.util.OptionalLong;

/// When a recording is audible, in slots of 20 ms.
final class Sounds {
    /// Far below speech, above the noise of μ-law.
    private static final double AUDIBLE_DBFS = -50;

    private static final int SLOT_MS = 20;

    /// Silence shorter than this belongs to an utterance.
    private static final int PAUSE_MS = 300;

    private final BitSet audible = new BitSet();

    Sounds(Recording recording) {
        var length = recording.sampleRateHz() * SLOT_MS / 1_000;
        var samples = recording.samples();
        for (var slot = 0; (slot + 1) * length <= samples.length; slot++) {
            audible.set(slot, Levels.rmsDbfs(samples, slot * length, length) >= AUDIBLE_DBFS);
        }
    }

    long audibleMs(long fromMs, long untilMs) {
        if (untilMs <= fromMs) {
            return 0;
        }
        return (long) audible.get(slot(fromMs), slot(untilMs)).cardinality() * SLOT_MS;
    }

    /// The end of the last sound in a time.
    OptionalLong last(long fromMs, long untilMs) {
        var end = slot(untilMs);
        var last = end == 0 ? -1 : audible.previousSetBit(end - 1);
        return last < slot(fromMs) ? OptionalLong.empty() : OptionalLong.of((last + 1L) * SLOT_MS);
    }

    /// The longest silence in a time.
    long longestSilence(long fromMs, long untilMs) {
        var end = slot(untilMs);
        var longest = 0;
        var at = audible.nextClearBit(slot(fromMs));
        while (at < end) {
            var next = audible.nextSetBit(at);
            var until = next < 0 ? end : Math.min(next, end);
            longest = Math.max(longest, until - at);
            at = audible.nextClearBit(until);
        }
        return (long) longest * SLOT_MS;
    }

    /// The end of the utterance that sounds at a time; empty where none does.
    OptionalLong endOfUtterance(long atMs) {
        if (audibleMs(atMs - PAUSE_MS, atMs + SLOT_MS) == 0) {
            return OptionalLong.empty();
        }
        var at = audible.previousSetBit(slot(atMs));
        while (true) {
            var end = audible.nextClearBit(at);
            var next = audible.nextSetBit(end);
            if (next < 0 || next - end >= PAUSE_MS / SLOT_MS) {
                return OptionalLong.of((long) end * SLOT_MS);
            }
            at = next;
        }
    }

    private static int slot(long ms) {
        return Math.toIntExact(Math.max(0, ms) / SLOT_MS);
    }
}
