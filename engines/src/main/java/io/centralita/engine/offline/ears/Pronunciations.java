package io.centralita.engine.offline.ears;

import java.util.List;

/// How the words of a language sound, in the phones of the acoustic model. Immutable.
interface Pronunciations {
    /// The ways to say a word, the usual one first; never empty for a word with a letter.
    ///
    /// @param word lower case, with its accents
    /// @return each way as a list of phones
    List<List<String>> of(String word);
}
