package io.centralita.network.question;

import java.util.Locale;

/// A question with the language it was asked in: Spanish or English.
public record Understood(Question question, Locale language) {}
