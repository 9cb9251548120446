package io.centralita.engine.offline.voice;

import java.util.List;

/// What a speech library says about itself.
///
/// @param voices language tags of the voices for Spanish and English, such as `es-419`
record LibraryFacts(String version, List<String> voices) {
    LibraryFacts {
        voices = List.copyOf(voices);
    }
}
