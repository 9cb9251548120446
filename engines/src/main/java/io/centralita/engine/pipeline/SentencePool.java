package io.centralita.engine.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Wordings of one meaning in random order: none comes again before all have been used, and never
/// twice running. Confined to one thread.
final class SentencePool {
    private final List<String> wordings;
    private final Random random;
    private final List<String> left = new ArrayList<>();
    private String last = "";

    SentencePool(List<String> wordings, Random random) {
        if (wordings.size() < 2) {
            throw new IllegalArgumentException("a pool needs two wordings, not " + wordings);
        }
        this.wordings = List.copyOf(wordings);
        this.random = random;
    }

    String next() {
        if (left.isEmpty()) {
            left.addAll(wordings);
            Collections.shuffle(left, random);
            if (left.getLast().equals(last)) {
                Collections.swap(left, 0, left.size() - 1);
            }
        }
        last = left.removeLast();
        return last;
    }
}
