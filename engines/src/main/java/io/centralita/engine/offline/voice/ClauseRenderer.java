package io.centralita.engine.offline.voice;

import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.time.Duration;
import java.util.Optional;

/// Makes audio of clauses: the library or the command.
interface ClauseRenderer extends AutoCloseable {
    /// Asks for the audio of a clause.
    ///
    /// @param patience how long to wait for a place in the queue; zero does not wait
    /// @return empty when there was no place
    /// @throws SynthesisException when nothing can be rendered (closed)
    Optional<Rendering> offer(Clause clause, Duration patience)
            throws SynthesisException, InterruptedException;

    @Override
    void close();

    /// The audio of one clause, soon.
    interface Rendering {
        /// Waits for the samples (mono, 16 bit, 22 050 Hz). The array belongs to the caller.
        short[] await() throws SynthesisException, InterruptedException;

        /// Says that nobody waits any more: work that has begun is broken off. Any thread, any
        /// number of times.
        void abandon();
    }
}
