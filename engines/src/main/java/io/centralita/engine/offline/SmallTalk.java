package io.centralita.engine.offline;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Knows what is said beside questions, and what to say to it, from the resources `mind`.
///
/// An utterance has an [Intent] when all of it is made of that intent's phrases and of courtesies;
/// a greeting before a question is a question. Immutable, for any thread.
final class SmallTalk {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\d]+");

    private final Locale language;
    private final ResourceBundle texts;
    private final Map<Intent, Pattern> patterns = new EnumMap<>(Intent.class);

    SmallTalk(Locale wanted) {
        language = wanted.getLanguage().equals("en") ? Locale.ENGLISH : Locale.of("es");
        texts =
                ResourceBundle.getBundle(
                        SmallTalk.class.getPackageName() + ".mind",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        String courtesies = texts.getString("courtesies");
        for (Intent intent : Intent.values()) {
            String phrases = texts.getString("phrases." + intent.key());
            String either = alternatives(phrases + "|" + courtesies);
            patterns.put(
                    intent,
                    Pattern.compile(
                            "(?:(?:%s) )*(?:%s) (?:(?:%s) )*"
                                    .formatted(either, alternatives(phrases), either)));
        }
    }

    /// What was said, where all of it is small talk.
    Optional<Intent> intentOf(String said) {
        String plain = plain(said);
        return Stream.of(Intent.values()).filter(intent -> matches(intent, plain)).findFirst();
    }

    private boolean matches(Intent intent, String plain) {
        var pattern = patterns.get(intent);
        return pattern != null && pattern.matcher(plain).matches();
    }

    /// One of the wordings of a text.
    ///
    /// @param turn chooses it, so that they take turns
    String text(String key, int turn) {
        var wordings = new ArrayList<String>();
        for (int i = 1; texts.containsKey("say." + key + "." + i); i++) {
            wordings.add(texts.getString("say." + key + "." + i));
        }
        return wordings.get(Math.floorMod(turn, wordings.size()));
    }

    /// Lower case, no accents, words with one space after each.
    private String plain(String said) {
        String bare =
                MARKS.matcher(Normalizer.normalize(said.toLowerCase(language), Normalizer.Form.NFD))
                        .replaceAll("");
        return NO_WORD.matcher(bare.replace("'", "")).replaceAll(" ").strip() + " ";
    }

    /// The longest first, so that no phrase hides a longer one.
    private String alternatives(String phrases) {
        return List.of(phrases.split("\\|")).stream()
                .map(phrase -> plain(phrase).strip())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }
}
