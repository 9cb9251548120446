package io.centralita.call;

import java.util.List;
import java.util.Optional;

/// What is said, step by step, to a caller who waits and hears nothing else (A6). As long as a tool
/// runs, which has a deadline of its own, it goes round the steps that ask for patience; where the
/// engine is silent it goes through to the end. Confined to the call's thread.
final class Ladder {
    /// What the caller waits for.
    enum Wait {
        /// The engine is being opened.
        CONNECTION,
        /// The engine's answer.
        ENGINE,
        /// A tool's result.
        TOOL
    }

    /// @param whileLookingUp whether it may be said while a tool runs
    private record Step(
            Phrase connecting,
            Phrase thinking,
            Phrase lookingUp,
            int times,
            boolean whileLookingUp) {
        Phrase phrase(Wait wait) {
            return switch (wait) {
                case CONNECTION -> connecting;
                case ENGINE -> thinking;
                case TOOL -> lookingUp;
            };
        }
    }

    private static final List<Step> STEPS =
            List.of(
                    new Step(
                            Phrase.CONNECTING, Phrase.ONE_MOMENT, Phrase.STILL_LOOKING_UP, 2, true),
                    new Step(
                            Phrase.STILL_HERE,
                            Phrase.STILL_HERE,
                            Phrase.STILL_HERE_LOOKING_UP,
                            3,
                            true),
                    new Step(Phrase.LONG_WAIT, Phrase.LONG_WAIT, Phrase.LONG_WAIT, 2, false));

    /// The step that a caller is taken back to who was asked for patience before.
    private static final int REASSURANCE = 1;

    private int step;
    private int said;

    /// The next sentence; empty where all has been said.
    Optional<Phrase> next(Wait wait) {
        if (step < STEPS.size() && said == STEPS.get(step).times()) {
            step++;
            said = 0;
        }
        if (wait == Wait.TOOL && (step == STEPS.size() || !STEPS.get(step).whileLookingUp())) {
            reset();
        }
        if (step == STEPS.size()) {
            return Optional.empty();
        }
        said++;
        return Optional.of(STEPS.get(step).phrase(wait));
    }

    /// The caller has heard the assistant itself.
    void reset() {
        step = 0;
        said = 0;
    }

    /// Somebody has to be given time once more: the caller has said something else, or the engine
    /// has got a tool's result.
    void haveNewPatience() {
        if (step >= REASSURANCE) {
            step = REASSURANCE;
            said = 0;
        }
    }
}
