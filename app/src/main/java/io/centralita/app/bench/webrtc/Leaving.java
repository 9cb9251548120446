package io.centralita.app.bench.webrtc;

import java.time.Duration;
import java.util.Random;

/// How a caller leaves who leaves at random.
///
/// @param stage counted from when
/// @param after so much later
/// @param tells whether the switchboard is told, as by a page that is left; one that is killed
///   tells nothing
record Leaving(Stage stage, Duration after, boolean tells) {
    private static final int LONGEST_MS = 1_500;
    private static final int ANSWER_MS = 150;

    /// How far a call has come.
    enum Stage {
        /// The offer is made; the answer may not be there yet.
        OFFERING,
        /// The answer is there; the connection may not be.
        CONNECTING,
        /// The assistant is heard.
        LISTENING
    }

    /// Half of them have heard the assistant, the others are still being connected, and of those
    /// some do not wait for the answer. A quarter are killed.
    static Leaving next(Random random) {
        var stage =
                random.nextBoolean()
                        ? Stage.LISTENING
                        : random.nextInt(5) == 0 ? Stage.OFFERING : Stage.CONNECTING;
        int most = stage == Stage.OFFERING ? ANSWER_MS : LONGEST_MS;
        return new Leaving(
                stage,
                Duration.ofMillis(random.nextInt(most)),
                stage != Stage.OFFERING && random.nextInt(4) > 0);
    }

    /// The same caller, if pages were never killed: nothing has to wait for a patience to end.
    Leaving telling() {
        return new Leaving(stage == Stage.OFFERING ? Stage.CONNECTING : stage, after, true);
    }
}
