package io.centralita.call;

/// A tool's own words for its start, said instead of [Phrase#LOOKING_UP] (A1).
///
/// @param text in the language of the call
record Acknowledgement(String text) implements Saying {
    @Override
    public String key() {
        return "tool.acknowledgement";
    }
}
