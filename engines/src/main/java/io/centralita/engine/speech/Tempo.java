package io.centralita.engine.speech;

import java.time.Duration;

/// How fast a part speaks, learned from the texts that it spoke to their end. Thread-safe.
final class Tempo {
    /// Letters a second of an unhurried voice.
    private static final double USUAL = 14;

    private static final double LEAST = 6;
    private static final double MOST = 30;

    /// What is shorter is mostly the silence around it.
    private static final double WORTH_LEARNING = 20;

    private static final double SMOOTHING = 0.2;

    private double lettersASecond = USUAL;

    synchronized void learn(String text, Duration took, double speed) {
        double letters = CutText.letters(text);
        double seconds = took.toNanos() / 1e9;
        if (letters >= WORTH_LEARNING && seconds > 0) {
            double seen = Math.clamp(letters / seconds / speed, LEAST, MOST);
            lettersASecond += SMOOTHING * (seen - lettersASecond);
        }
    }

    /// @return letters a second at this speed
    synchronized double at(double speed) {
        return lettersASecond * speed;
    }
}
