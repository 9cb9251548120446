package io.centralita.network;

import io.centralita.network.question.Question;
import java.util.Locale;

/// What is said to a question.
///
/// @param question how it was understood
/// @param text the sentence, ready to be spoken
/// @param language of question and sentence
/// @param asked routers read for it
/// @param answered those that gave something in time
public record Answer(Question question, String text, Locale language, int asked, int answered) {
    /// The kind of question, such as `clients.active`.
    public String kind() {
        return question.kind().id();
    }
}
