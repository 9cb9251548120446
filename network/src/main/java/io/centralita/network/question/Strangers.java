package io.centralita.network.question;

import java.util.Set;

/// Words that nobody knows mostly do not matter. They do where they name somebody or some place
/// else: «¿cuántos clientes tiene Telefónica?», «… en Caracas», «el cliente Juan Pérez».
final class Strangers {
    private static final Set<String> HAVE = Set.of("tiene", "tienen", "posee", "has", "have");
    private static final Set<String> AUXILIARY = Set.of("does", "do", "has", "have");
    private static final Set<String> AT = Set.of("en", "in", "at", "on");
    private static final Set<String> OF = Set.of("de", "del", "of", "from");
    private static final Set<String> ARTICLE =
            Set.of("el", "la", "los", "las", "the", "al", "mi", "my", "our", "nuestro", "nuestra");
    private static final Set<String> ANY =
            Set.of("algun", "alguna", "un", "una", "cada", "cuanto", "any", "a", "each", "every");
    private static final int LONGEST_NAME = 2;

    private final Sentence sentence;

    Strangers(Sentence sentence) {
        this.sentence = sentence;
    }

    /// Whether a single client is meant, about whom nothing is told.
    boolean isOneClient() {
        for (int i = 0; i < sentence.size(); i++) {
            if (sentence.is(i, Concept.CLIENT)
                    && !sentence.text(i).endsWith("s")
                    && sentence.isStranger(i + 1)
                    && !ANY.contains(sentence.text(i - 1))) {
                return true;
            }
        }
        return false;
    }

    boolean isElsewhere() {
        for (int i = 0; i < sentence.size(); i++) {
            if (isOwner(i) || isPlace(i)) {
                return true;
            }
        }
        return isLeadingOwner();
    }

    private boolean isOwner(int at) {
        var word = sentence.text(at);
        return (HAVE.contains(word) || AUXILIARY.contains(word))
                && sentence.isStranger(afterArticle(at + 1));
    }

    private boolean isPlace(int at) {
        var ofSomebody =
                OF.contains(sentence.text(at))
                        && sentence.is(
                                at - 1,
                                Concept.CLIENT,
                                Concept.PEOPLE,
                                Concept.ROUTER,
                                Concept.TRAFFIC,
                                Concept.INTERFACE,
                                Concept.GATEWAY,
                                Concept.NETWORK,
                                Concept.UP);
        return (ofSomebody || AT.contains(sentence.text(at)))
                && sentence.isStranger(afterArticle(at + 1))
                && (isBegun(at) || at == 0);
    }

    private boolean isBegun(int at) {
        for (int i = 0; i < at; i++) {
            if (sentence.concept(i) != null && !sentence.isWeightless(i)) {
                return true;
            }
        }
        return false;
    }

    private int afterArticle(int at) {
        return ARTICLE.contains(sentence.text(at)) ? at + 1 : at;
    }

    /// «Movistar ¿cuántos clientes tiene?»
    private boolean isLeadingOwner() {
        int name = 0;
        while (sentence.isStranger(name)) {
            name++;
        }
        if (name == 0 || name > LONGEST_NAME) {
            return false;
        }
        for (int i = name; i < sentence.size(); i++) {
            if (HAVE.contains(sentence.text(i))) {
                return true;
            }
        }
        return false;
    }
}
