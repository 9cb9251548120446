package io.centralita.engine.pipeline;

/// What is to be done for the caller now.
sealed interface Due {
    record Nothing() implements Due {}

    record Say(Sentence sentence) implements Due {}

    /// Ask the model, and say what it answers.
    record Compose(ChatModel.Request request) implements Due {}
}
