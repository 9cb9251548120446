package io.centralita.network.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the interface that a question names (`interfaces.txt`).
final class InterfaceNames {
    private static final Set<String> BETWEEN = Set.of("numero", "num", "number", "no", "nro");

    /// A port has at most two digits; more belong to a router said right after it.
    private static final int LONGEST_INDEX = 2;

    private record Form(List<String> words, String base, boolean numbered, String otherwise) {}

    private final List<Form> forms = new ArrayList<>();

    InterfaceNames() {
        for (var line : Resources.lines("interfaces.txt")) {
            var head = line.head();
            var numbered = head.contains("#");
            var base = numbered ? head.substring(0, head.indexOf('#')) : head;
            var otherwise = head.contains("=") ? head.substring(head.indexOf('=') + 1) : "";
            for (var entry : line.entries()) {
                forms.add(new Form(List.of(entry.split(" ")), base, numbered, otherwise));
            }
        }
    }

    /// Marks the interface's words and returns its name as routers write it, null if there is none.
    @Nullable String find(Sentence sentence) {
        for (int i = 0; i < sentence.size(); i++) {
            for (var form : forms) {
                if (matches(sentence, i, form)) {
                    var name = name(sentence, i, form);
                    if (name != null) {
                        return name;
                    }
                }
            }
        }
        return null;
    }

    private static boolean matches(Sentence sentence, int at, Form form) {
        for (int i = 0; i < form.words().size(); i++) {
            if (!sentence.isFree(at + i) || !sentence.text(at + i).equals(form.words().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String name(Sentence sentence, int at, Form form) {
        var end = at + form.words().size();
        if (!form.numbered()) {
            sentence.mark(at, end, Concept.SLOT);
            return form.base();
        }
        var number = BETWEEN.contains(sentence.text(end)) ? end + 1 : end;
        if (number < sentence.size() && sentence.word(number).isNumber()) {
            var word = sentence.word(number);
            if (word.text().length() <= LONGEST_INDEX) {
                sentence.mark(at, number + 1, Concept.SLOT);
                return form.base() + word.text();
            }
        }
        if (form.otherwise().isEmpty()) {
            return null;
        }
        sentence.mark(at, end, Concept.SLOT);
        return form.base() + form.otherwise();
    }
}
