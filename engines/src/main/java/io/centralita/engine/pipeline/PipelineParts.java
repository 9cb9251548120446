package io.centralita.engine.pipeline;

/// The three parts of a pipeline. They serve many calls at a time and belong to whoever made them.
public record PipelineParts(
        SpeechRecogniser recogniser, ChatModel chat, SpeechSynthesiser synthesiser) {}
