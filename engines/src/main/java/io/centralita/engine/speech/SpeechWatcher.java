package io.centralita.engine.speech;

/// Sees what speech parts do, for metrics. Called on the threads of calls; must not block.
public interface SpeechWatcher {
    SpeechWatcher NONE = new SpeechWatcher() {};

    /// Two kinds of part.
    enum Role {
        RECOGNISER("recogniser"),
        SYNTHESISER("synthesiser");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        /// As in logs and metrics.
        public String word() {
            return word;
        }
    }

    /// Another part serves than did before.
    default void changed(Role role, String from, String to) {}

    /// A part failed at a turn or at a sentence.
    default void failed(Role role, String part, String why) {}

    /// Text that was sent to be spoken.
    default void asked(String model, int characters) {}
}
