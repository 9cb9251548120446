package io.centralita.engine.speech;

/// One of several recognisers, or synthesisers.
///
/// @param name in logs and metrics
/// @param part stays its owner's
public record SpeechPart<P>(String name, P part) {}
