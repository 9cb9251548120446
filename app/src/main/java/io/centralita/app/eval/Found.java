package io.centralita.app.eval;

/// A judge's answer to one expectation.
///
/// @param met whether it was met
/// @param found what was so
/// @param atMs when, since the start of the call; [Finding#NO_TIME] where that does not apply
record Found(boolean met, Note found, long atMs) {
    Found(boolean met, Note found) {
        this(met, found, Finding.NO_TIME);
    }
}
