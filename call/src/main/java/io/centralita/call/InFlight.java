package io.centralita.call;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/// Frames that left and are not acknowledged. The last few seconds of them are kept, for a caller
/// who turns out not to have listened ([#takeBack]). Guarded by the [Playout]'s lock.
final class InFlight {
    /// Five seconds: no leg that paces is further ahead of the ear.
    private static final int MOST_KEPT = 250;

    /// Frames of one utterance: their last sequence number and how many.
    private static final class Run {
        private final Utterance utterance;
        private long last;
        private int frames;

        Run(Utterance utterance) {
            this.utterance = utterance;
        }
    }

    private final boolean keeps;
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private final ArrayDeque<QueuedFrame> kept = new ArrayDeque<>();
    private int underWay;

    /// @param keeps whether frames are kept at all: not where a peer takes minutes of them
    InFlight(boolean keeps) {
        this.keeps = keeps;
    }

    void left(QueuedFrame frame, long sequence) {
        var run = runs.peekLast();
        if (run == null || run.utterance != frame.utterance()) {
            run = new Run(frame.utterance());
            runs.add(run);
        }
        run.last = sequence;
        run.frames++;
        underWay++;
        if (keeps) {
            if (kept.size() == MOST_KEPT) {
                kept.removeFirst();
            }
            kept.add(frame);
        }
    }

    /// The caller has heard every frame up to this one.
    ///
    /// @param passed is told of each utterance of which nothing is under way any more
    void played(long sequence, Consumer<Utterance> passed) {
        while (!runs.isEmpty()) {
            var oldest = runs.peek();
            var unheard = Math.clamp(oldest.last - sequence, 0, oldest.frames);
            oldest.utterance.played += oldest.frames - unheard;
            underWay -= oldest.frames - unheard;
            oldest.frames = unheard;
            if (unheard > 0) {
                break;
            }
            runs.poll();
            passed.accept(oldest.utterance);
        }
        while (kept.size() > underWay) {
            kept.removeFirst();
        }
    }

    /// Whatever is under way is not heard: it has not left. What is not kept any more counts as
    /// heard.
    ///
    /// @return oldest first; empty where frames are not kept, which stay under way
    List<QueuedFrame> takeBack() {
        if (!keeps) {
            return List.of();
        }
        runs.forEach(run -> run.utterance.played += run.frames);
        kept.forEach(
                frame -> {
                    frame.utterance().played--;
                    frame.utterance().taken--;
                });
        var back = List.copyOf(kept);
        clear();
        return back;
    }

    void clear() {
        runs.clear();
        kept.clear();
        underWay = 0;
    }
}
