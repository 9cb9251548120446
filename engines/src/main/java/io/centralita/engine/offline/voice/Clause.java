package io.centralita.engine.offline.voice;

/// A piece of text that is rendered in one go.
///
/// @param text what to say, without markup
/// @param voice espeak-ng's name of the voice, such as `es-419`
/// @param wordsPerMinute 80 to 450, the range of espeak-ng
record Clause(String text, String voice, int wordsPerMinute) {
    /// The audio of one clause is never longer: a bound for memory, ten times what is usual.
    static final int MAX_SECONDS = 120;

    static final int SAMPLE_RATE_HZ = 22_050;
    static final int MAX_SAMPLES = MAX_SECONDS * SAMPLE_RATE_HZ;
}
