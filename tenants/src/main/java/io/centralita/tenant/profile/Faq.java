package io.centralita.tenant.profile;

/// A question that is often asked, and what is answered.
public record Faq(String question, String answer, Relevance relevance) {}
