package io.centralita.call.engine;

import io.centralita.media.AudioFormat;

/// The straight way of speech from an engine to the caller. Thread-safe.
public interface SpeechOut {
    /// Opens an utterance: speech that is heard, interrupted and counted as one.
    ///
    /// @param format of what will be written; it is converted to the leg's on the way
    /// @return the utterance's number, unique within the call
    long begin(AudioFormat format);

    /// Adds speech, waiting while the queue is full. For threads that may wait.
    ///
    /// @return false when the utterance was interrupted: write no more
    boolean write(long utterance, byte[] audio) throws InterruptedException;

    /// Adds speech without waiting. For network threads.
    ///
    /// @return false when the utterance was interrupted, or when there was no room and the audio
    ///   was dropped and counted
    boolean offer(long utterance, byte[] audio);

    /// The caller hears this utterance from now on by another way than ours: no audio of it is
    /// written here, and [#end] says when they hear it no more.
    default void sounds(long utterance) {
        throw new UnsupportedOperationException("all speech is written here");
    }

    /// The utterance is complete. Its end is reported to the call once the caller has heard it.
    void end(long utterance);
}
