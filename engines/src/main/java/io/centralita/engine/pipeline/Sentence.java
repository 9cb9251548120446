package io.centralita.engine.pipeline;

/// A sentence that the pipeline says without the model.
///
/// @param asAssistant true where it answers what the caller said: to the model it is its own; false
///   where it only tells of the state of things
record Sentence(String text, boolean asAssistant) {
    static Sentence ofAssistant(String text) {
        return new Sentence(text, true);
    }

    static Sentence ofSwitchboard(String text) {
        return new Sentence(text, false);
    }
}
