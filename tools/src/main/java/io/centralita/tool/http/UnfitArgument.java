package io.centralita.tool.http;

/// An argument cannot take the place a template has for it.
final class UnfitArgument extends Exception {
    private static final long serialVersionUID = 1;

    private final String feedback;

    /// @param feedback for the model, in English
    UnfitArgument(String feedback) {
        super(feedback, null, false, false);
        this.feedback = feedback;
    }

    String feedback() {
        return feedback;
    }
}
