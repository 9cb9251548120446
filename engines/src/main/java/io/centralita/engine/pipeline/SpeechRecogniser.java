package io.centralita.engine.pipeline;

import io.centralita.call.engine.Usage;
import java.util.List;
import java.util.Locale;

/// Turns one utterance of a caller into text.
public interface SpeechRecogniser extends AutoCloseable {
    /// The rate at which this recogniser wants its samples.
    int sampleRateHz();

    /// True where this part can serve the language.
    boolean speaks(Locale language);

    /// Opens the recognition of one utterance. Cheap; may be called for many utterances at a time.
    ///
    /// @param bandwidthHz the highest frequency the line carries (4 000 on a telephone), so that a
    ///   recogniser trained on wide-band speech can make up for the missing band
    Recognition open(Locale language, int bandwidthHz);

    @Override
    default void close() {}

    /// The recognition of one utterance. Confined to one thread at a time.
    interface Recognition extends AutoCloseable {
        /// Takes the next samples of the utterance. Does not wait for the recogniser.
        void accept(short[] pcm, int offset, int length);

        /// Says that the utterance is over and waits for its text.
        ///
        /// @throws RecognitionException when this recogniser could not work at all; speech that it
        ///   does not understand is [Transcript#NOT_UNDERSTOOD], not an exception
        Transcript finish() throws RecognitionException, InterruptedException;

        /// Gives up whatever this recognition holds. Safe at any time, any number of times, and
        /// from another thread.
        @Override
        void close();
    }

    /// @param text what was said, empty where it was not understood
    /// @param confidence 0 to 1
    /// @param used what somebody is paid for it
    record Transcript(String text, double confidence, List<Usage> used) {
        public static final Transcript NOT_UNDERSTOOD = new Transcript("", 0);

        public Transcript {
            used = List.copyOf(used);
        }

        /// One that costs nothing.
        public Transcript(String text, double confidence) {
            this(text, confidence, List.of());
        }

        public Transcript withUse(Usage more) {
            return new Transcript(text, confidence, List.of(more));
        }

        public boolean understood() {
            return !text.isBlank();
        }
    }

    /// The recogniser is broken, missing or overloaded.
    final class RecognitionException extends Exception {
        private static final long serialVersionUID = 1;

        public RecognitionException(String message, Throwable cause) {
            super(message, cause);
        }

        public RecognitionException(String message) {
            super(message);
        }
    }
}
