package io.centralita.media;

import java.time.Duration;

/// What happens in a caller's stream of audio. Positions are samples since the stream began.
public sealed interface SpeechEvent {
    /// Somebody began to speak.
    ///
    /// @param at where the speech begins
    /// @param audioFrom where a recogniser should begin to listen: a little earlier, but not inside
    ///   the utterance before
    record SpeechStarted(long at, long audioFrom) implements SpeechEvent {}

    /// A pause that may turn out to be the end. Recognition may be finished on speculation.
    ///
    /// @param at where the speech before the pause ended
    record PauseBegan(long at) implements SpeechEvent {}

    /// It was only a pause.
    ///
    /// @param at where the speech goes on
    record SpeechResumed(long at) implements SpeechEvent {}

    /// The utterance is over.
    ///
    /// @param from where it began
    /// @param at where its speech really ended, which is before the silence that proved it
    /// @param length from one to the other
    /// @param end why it is over
    record SpeechEnded(long from, long at, Duration length, End end) implements SpeechEvent {}

    /// Why an utterance is over.
    enum End {
        /// The caller was silent for long enough.
        SILENCE,
        /// The caller spoke for longer than one utterance may last.
        TOO_LONG,
        /// The stream ended.
        STREAM
    }
}
