package io.centralita.engine.pipeline;

import io.centralita.call.engine.Usage;
import java.util.Locale;

/// Turns text into speech, a piece at a time.
public interface SpeechSynthesiser extends AutoCloseable {
    int sampleRateHz();

    /// True where this part can serve the language.
    boolean speaks(Locale language);

    /// Speaks the text into the sink on the calling thread, faster than it sounds where it can.
    /// Returns early, without an exception, when the sink wants no more.
    ///
    /// @throws SynthesisException when no speech could be made, or it broke off in the middle
    void speak(String text, Voice voice, Sink sink) throws SynthesisException, InterruptedException;

    @Override
    default void close() {}

    /// @param language of the text
    /// @param name the synthesiser's own name of a voice; empty means its default for the language
    /// @param speed 1 is normal, 0.5 to 2
    record Voice(Locale language, String name, double speed) {
        public Voice {
            if (speed < 0.5 || speed > 2) {
                throw new IllegalArgumentException("speed must be 0.5 to 2, not " + speed);
            }
        }

        public static Voice of(Locale language) {
            return new Voice(language, "", 1);
        }
    }

    @FunctionalInterface
    interface Sink {
        /// Takes the next samples; the array is the synthesiser's own and may change after the
        /// return. May wait for room (that is the back-pressure). False means that no more is
        /// wanted.
        boolean accept(short[] pcm, int offset, int length) throws InterruptedException;

        /// What somebody is paid for it, as soon as it is known: after what was accepted, whether
        /// the text came to its end or not.
        default void used(Usage usage) {}
    }

    /// The synthesiser is broken, missing or overloaded.
    final class SynthesisException extends Exception {
        private static final long serialVersionUID = 1;

        public SynthesisException(String message, Throwable cause) {
            super(message, cause);
        }

        public SynthesisException(String message) {
            super(message);
        }
    }
}
