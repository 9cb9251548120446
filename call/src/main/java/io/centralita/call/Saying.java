package io.centralita.call;

/// What the switchboard itself says to a caller: one of its [Phrase]s, or words that came with a
/// tool.
sealed interface Saying permits Phrase, Acknowledgement {
    /// Which one, for logs and metrics.
    String key();
}
