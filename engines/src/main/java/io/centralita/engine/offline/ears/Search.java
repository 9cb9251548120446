package io.centralita.engine.offline.ears;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Finds the best way through a [PhoneNetwork] for the frames of an utterance: Viterbi, a frame at
/// a time, with a beam. Confined to one thread; used for one utterance after another.
final class Search {
    private static final float NEVER = -1e30f;

    /// What the search may drop.
    ///
    /// @param beam nats below the best unit at which a unit is dropped
    /// @param wordBeam nats below the best unit at which a word may not end
    /// @param wordScore added for each word, in nats
    /// @param mostActive units kept at a frame
    record Limits(float beam, float wordBeam, float wordScore, int mostActive) {}

    /// @param words their numbers, in order
    /// @param score natural logarithm of the likelihood, the words' own scores included
    /// @param ends frame after each word
    record Best(List<Integer> words, float score, List<Integer> ends) {}

    private final AcousticModel model;
    private final PhoneNetwork network;
    private final Limits limits;

    private final float[] score;
    private final int[] past;
    private final float[] entry;
    private final int[] entryPast;
    private final boolean[] active;
    private int[] now;
    private int[] then;
    private int nowCount;
    private int thenCount;
    private float best;

    private int[] wordEnded = new int[1024];
    private int[] wordBefore = new int[1024];
    private int[] wordFrame = new int[1024];
    private int history;
    private int frame;

    Search(AcousticModel model, PhoneNetwork network, Limits limits) {
        this.model = model;
        this.network = network;
        this.limits = limits;
        int units = network.size();
        score = new float[units * AcousticModel.STATES];
        past = new int[units * AcousticModel.STATES];
        entry = new float[units];
        entryPast = new int[units];
        active = new boolean[units];
        now = new int[units];
        then = new int[units];
        Arrays.fill(score, NEVER);
        Arrays.fill(entry, NEVER);
    }

    void start() {
        for (int i = 0; i < nowCount; i++) {
            clear(now[i]);
        }
        nowCount = 0;
        history = 0;
        frame = 0;
        best = 0;
        for (int unit : network.entries) {
            enter(unit, 0, -1);
        }
        swap();
    }

    void step(FrameScorer scorer) {
        best = NEVER;
        for (int i = 0; i < nowCount; i++) {
            advance(now[i], scorer);
        }
        float floor = best - beam();
        float wordFloor = best - limits.wordBeam();
        frame++;
        for (int i = 0; i < nowCount; i++) {
            int unit = now[i];
            int at = unit * AcousticModel.STATES;
            float top = Math.max(Math.max(score[at], score[at + 1]), score[at + 2]);
            if (top < floor) {
                // Something may enter it yet from a unit later in this list.
                if (entry[unit] == NEVER) {
                    clear(unit);
                } else {
                    forget(unit);
                }
                continue;
            }
            keep(unit);
            leave(unit, floor, wordFloor);
        }
        swap();
    }

    /// The best sentence that is complete at this frame; no words where none is.
    Best finish() {
        float found = NEVER;
        int from = -1;
        for (int i = 0; i < nowCount; i++) {
            int unit = now[i];
            int at = unit * AcousticModel.STATES + 2;
            if (!network.last[unit] || score[at] <= NEVER) {
                continue;
            }
            int word = network.word[unit];
            float total = score[at] + exit(unit) + wordScore(word);
            if (total > found && (word != PhoneNetwork.NO_WORD || past[at] >= 0)) {
                found = total;
                from = word == PhoneNetwork.NO_WORD ? past[at] : remember(word, past[at]);
            }
        }
        var words = new ArrayList<Integer>();
        var ends = new ArrayList<Integer>();
        for (int at = from; at >= 0; at = wordBefore[at]) {
            words.add(wordEnded[at]);
            ends.add(wordFrame[at]);
        }
        Collections.reverse(words);
        Collections.reverse(ends);
        return new Best(words, found, ends);
    }

    int activeUnits() {
        return nowCount;
    }

    private float beam() {
        // A crowd is thinned by a narrower beam, which costs less than ranking it.
        return nowCount <= limits.mostActive()
                ? limits.beam()
                : limits.beam() * Math.max(0.4f, (float) limits.mostActive() / nowCount);
    }

    private void advance(int unit, FrameScorer scorer) {
        int at = unit * AcousticModel.STATES;
        int phone = network.phone[unit] * AcousticModel.STATES;
        float last = score[at + 2] + model.stay[phone + 2];
        float middle = score[at + 1] + model.stay[phone + 1];
        float first = score[at] + model.stay[phone];
        float toLast = score[at + 1] + model.leave[phone + 1];
        float toMiddle = score[at] + model.leave[phone];
        if (toLast > last) {
            last = toLast;
            past[at + 2] = past[at + 1];
        }
        if (toMiddle > middle) {
            middle = toMiddle;
            past[at + 1] = past[at];
        }
        if (entry[unit] > first) {
            first = entry[unit];
            past[at] = entryPast[unit];
        }
        entry[unit] = NEVER;
        score[at + 2] = last <= NEVER / 2 ? NEVER : last + scorer.score(network.senones[at + 2]);
        score[at + 1] =
                middle <= NEVER / 2 ? NEVER : middle + scorer.score(network.senones[at + 1]);
        score[at] = first <= NEVER / 2 ? NEVER : first + scorer.score(network.senones[at]);
        float top = Math.max(Math.max(score[at], score[at + 1]), score[at + 2]);
        if (top > best) {
            best = top;
        }
    }

    private void leave(int unit, float floor, float wordFloor) {
        int at = unit * AcousticModel.STATES + 2;
        if (score[at] < floor) {
            return;
        }
        float out = score[at] + exit(unit);
        int before = past[at];
        int word = network.word[unit];
        if (word != PhoneNetwork.NO_WORD) {
            if (score[at] < wordFloor) {
                return;
            }
            out += wordScore(word);
            before = remember(word, before);
        }
        for (int i = network.nextStart[unit]; i < network.nextStart[unit + 1]; i++) {
            enter(network.next[i], out, before);
        }
    }

    private float exit(int unit) {
        return model.leave[network.phone[unit] * AcousticModel.STATES + 2];
    }

    private float wordScore(int word) {
        return word == PhoneNetwork.NO_WORD ? 0 : limits.wordScore() + network.wordScore[word];
    }

    private void enter(int unit, float value, int before) {
        if (value > entry[unit]) {
            entry[unit] = value;
            entryPast[unit] = before;
            keep(unit);
        }
    }

    private void keep(int unit) {
        if (!active[unit]) {
            active[unit] = true;
            then[thenCount++] = unit;
        }
    }

    private int remember(int word, int before) {
        if (history == wordEnded.length) {
            wordEnded = Arrays.copyOf(wordEnded, history * 2);
            wordBefore = Arrays.copyOf(wordBefore, history * 2);
            wordFrame = Arrays.copyOf(wordFrame, history * 2);
        }
        wordEnded[history] = word;
        wordBefore[history] = before;
        wordFrame[history] = frame;
        return history++;
    }

    private void forget(int unit) {
        int at = unit * AcousticModel.STATES;
        score[at] = NEVER;
        score[at + 1] = NEVER;
        score[at + 2] = NEVER;
    }

    private void clear(int unit) {
        forget(unit);
        entry[unit] = NEVER;
    }

    private void swap() {
        var swap = now;
        now = then;
        then = swap;
        nowCount = thenCount;
        thenCount = 0;
        for (int i = 0; i < nowCount; i++) {
            active[now[i]] = false;
        }
    }
}
