package io.centralita.tenant.profile;

/// A text the assistant is to know: prices, coverage, a manual.
///
/// @param name tells it from the others
public record ContextText(String name, String text, Relevance relevance) {}
