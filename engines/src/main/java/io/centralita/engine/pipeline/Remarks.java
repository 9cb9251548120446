package io.centralita.engine.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Tells what kind of remark was made, by the phrases of the resources `remarks`.
///
/// A remark is a cancellation, a greeting or the like when all of it is made of such phrases, of
/// courtesies and of hesitation: «cancela» is one, «quiero cancelar mi contrato» is not. What is
/// none of these is kept for the model, so a doubt never loses what was said. Immutable, for any
/// thread.
final class Remarks {
    /// Longer remarks are looked through up to here.
    private static final int LONGEST = 400;

    private static final Pattern CLAUSE_END = Pattern.compile("[,.;:!?¡¿…\\n]+");

    /// «Eeh», «mmm», «uhm».
    private static final Pattern HESITATION =
            Pattern.compile("e+h+m*|e+m+|m+h+m*|mm+|h+m+|u+h+m*|u+m+|e+r+m*|a+h+|o+h+|u+y+|u+f+");

    /// In this order: «hola, ¿sigues ahí?» is no greeting.
    private static final List<Remark> KINDS =
            List.of(
                    Remark.CANCEL,
                    Remark.GOODBYE,
                    Remark.STATUS,
                    Remark.ACKNOWLEDGEMENT,
                    Remark.GREETING);

    private static final Map<String, Remarks> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final List<Phrases> kinds;
    private final Phrases plainCancel;
    private final Phrases nothing;
    private final Set<String> questionWords;

    private Remarks(Locale language) {
        var texts = PipelineTexts.bundle("remarks", language);
        var courtesies = texts.getString("courtesies");
        kinds = KINDS.stream().map(kind -> new Phrases(phrases(texts, kind), courtesies)).toList();
        plainCancel = new Phrases(texts.getString("phrases.cancel"), courtesies);
        nothing = new Phrases(courtesies, courtesies);
        questionWords =
                Set.copyOf(List.of(Phrases.plain(texts.getString("question-words")).split(" ")));
    }

    static Remarks in(Locale language) {
        return BY_LANGUAGE.computeIfAbsent(
                language.getLanguage(), tag -> new Remarks(Locale.of(tag)));
    }

    /// Some phrases of dropping something mean it only where nothing else is said.
    private static String phrases(ResourceBundle texts, Remark kind) {
        var phrases = texts.getString("phrases." + kind.key());
        return kind == Remark.CANCEL
                ? phrases + "|" + texts.getString("phrases.cancel-alone")
                : phrases;
    }

    Remark of(String said) {
        var heard = said.substring(0, Math.min(said.length(), LONGEST));
        var words = words(heard);
        if (words.isEmpty()) {
            return Remark.ACKNOWLEDGEMENT;
        }
        for (int i = 0; i < KINDS.size(); i++) {
            if (kinds.get(i).match(words)) {
                return KINDS.get(i);
            }
        }
        return nothing.match(words) ? Remark.ACKNOWLEDGEMENT : ofClauses(heard, words);
    }

    private Remark ofClauses(String heard, String words) {
        var clauses =
                CLAUSE_END
                        .splitAsStream(heard)
                        .map(Remarks::words)
                        .filter(clause -> !clause.isEmpty())
                        .toList();
        for (int i = 1; i < clauses.size(); i++) {
            if (plainCancel.match(String.join(" ", clauses.subList(i, clauses.size())))) {
                return Remark.CANCEL;
            }
        }
        for (int i = clauses.size() - 1; i > 0; i--) {
            if (plainCancel.match(String.join(" ", clauses.subList(0, i)))) {
                return Remark.CANCEL_FOR_ANOTHER;
            }
        }
        if (cancelsForAnother(words)) {
            return Remark.CANCEL_FOR_ANOTHER;
        }
        return asks(heard, words) ? Remark.QUESTION : Remark.OTHER;
    }

    /// Not every recogniser sets commas: «olvídalo mejor dime la hora».
    private boolean cancelsForAnother(String words) {
        var all = List.of(words.split(" "));
        for (int i = Math.min(all.size() - 1, 6); i > 0; i--) {
            if (questionWords.contains(all.get(i))
                    && plainCancel.match(String.join(" ", all.subList(0, i)))) {
                return true;
            }
        }
        return false;
    }

    private boolean asks(String heard, String words) {
        return heard.indexOf('?') >= 0 || heard.indexOf('¿') >= 0 || beginsAsQuestion(words);
    }

    /// Its first word that is more than a courtesy.
    private boolean beginsAsQuestion(String words) {
        var all = List.of(words.split(" "));
        int first = 0;
        while (first + 1 < all.size() && nothing.match(all.get(first))) {
            first++;
        }
        return questionWords.contains(all.get(first));
    }

    /// Plain words without hesitation, and none of them stuttered.
    private static String words(String said) {
        var words = new ArrayList<String>();
        for (var word : List.of(Phrases.plain(said).split(" "))) {
            boolean counts = !word.isEmpty() && !HESITATION.matcher(word).matches();
            if (counts && (words.isEmpty() || !words.getLast().equals(word))) {
                words.add(word);
            }
        }
        return String.join(" ", words);
    }
}
