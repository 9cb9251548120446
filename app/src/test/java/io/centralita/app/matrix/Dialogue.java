package io.centralita.app.matrix;

import io.centralita.call.text.BundledTexts;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is said in every call of the matrix.
public final class Dialogue {
    public static final Locale SPANISH = Locale.of("es");
    public static final String GREETING = "Hola, soy la centralita. ¿En qué puedo ayudarte?";

    /// Needs the tool.
    public static final String QUESTION = "¿Cuántos clientes activos hay?";

    /// What the tool answers when all is well; long enough to be interrupted, and more than a
    /// sentence, so that a model can be lost in the middle of it.
    public static final String ANSWER =
            "En el router de fibra hay doscientos veintiún clientes activos."
                    + " Todos tienen servicio en este momento.";

    /// Said over the answer.
    public static final String SECOND_QUESTION = "¿Y a qué hora abren mañana?";

    public static final String SECOND_ANSWER = "Mañana abrimos a las nueve de la mañana.";

    /// Said while the tool runs.
    public static final String INTERJECTION = "¿Sigues ahí?";

    public static final String WORKING = "Sigo en ello.";
    public static final String RESUMED = "Como iba diciendo, eso es todo.";

    /// The last words of what the pipeline says for want of an answer.
    private static final List<String> NO_ANSWER =
            List.of("otra forma?", "otras palabras?", "clientes activos hay?");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?!]) ");
    private static final BundledTexts TEXTS = new BundledTexts();

    /// All that may be the answer to the first question.
    private static final List<String> FIRST_ANSWERS =
            Stream.concat(
                            Stream.of(ANSWER),
                            Stream.of(
                                            "timed-out",
                                            "unreachable",
                                            "http-error",
                                            "rate-limited",
                                            "unexpected")
                                    .map(key -> TEXTS.text("tool." + key, SPANISH)))
                    .toList();

    private static final List<String> LAST_WORDS =
            Stream.concat(Stream.of(GREETING, SECOND_ANSWER, RESUMED), FIRST_ANSWERS.stream())
                    .map(Dialogue::lastSentence)
                    .toList();

    private static final List<String> TAKES_OVER = TEXTS.variants("engine.taken-over", SPANISH);

    private static final List<String> ASKS_AGAIN =
            TEXTS.variants("engine.taken-over-say-again", SPANISH);

    private Dialogue() {}

    /// Whether it is the caller's turn once this was heard to its end.
    ///
    /// @param asked the caller has asked something; before, that somebody is there is enough
    static boolean settles(String text, boolean asked) {
        return LAST_WORDS.stream().anyMatch(text::endsWith)
                || NO_ANSWER.stream().anyMatch(text::endsWith)
                || asksAgain(text)
                || (!asked && TAKES_OVER.contains(text));
    }

    /// Whether the caller is asked to say it once more.
    static boolean asksAgain(String text) {
        return ASKS_AGAIN.contains(text);
    }

    /// Whether these are first words of the answer to the first question.
    static boolean beginsAnswer(String text) {
        return !text.isBlank()
                && FIRST_ANSWERS.stream().anyMatch(answer -> answer.startsWith(text.strip()));
    }

    private static String lastSentence(String text) {
        return SENTENCE_END.splitAsStream(text).toList().getLast();
    }
}
