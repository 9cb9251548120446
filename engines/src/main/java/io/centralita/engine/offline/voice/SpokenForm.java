package io.centralita.engine.offline.voice;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Puts written text into a form that a synthesiser says as a person would: addresses in groups,
/// units in words, identities as words, no markup. The words are in the resources `spoken-form`.
///
/// Immutable, for any thread.
final class SpokenForm {
    private static final Map<String, SpokenForm> FORMS = new ConcurrentHashMap<>();

    private static final Pattern LINE_END = Pattern.compile("([^\\s.!?…;:,])[ \\t]*\\R+");
    private static final Pattern MARKUP =
            Pattern.compile("(?m)^\\s*(?:#{1,6}|[-*•+]|\\d{1,2}\\))\\s+|[*`~|#]+|\\[\\[|\\]\\]");
    private static final Pattern UNSPOKEN =
            Pattern.compile("(?!°)[\\p{So}\\p{Cs}\\p{Cc}\\p{Cf}\\uFE0F]+");
    private static final Pattern MAC =
            Pattern.compile("\\b\\p{XDigit}{2}(?:[:-]\\p{XDigit}{2}){5}\\b");
    private static final Pattern IP =
            Pattern.compile(
                    "(?<![\\d.])(\\d{1,3}(?:\\.\\d{1,3}){3})(?:/(\\d{1,2}))?(?![\\d/]|\\.\\d)");
    private static final Pattern MINUS = Pattern.compile("(?<![\\p{L}\\d])[-−](?=\\d)");
    private static final Pattern JOINED = Pattern.compile("(?<=[\\p{L}\\d])[-_]+(?=[\\p{L}\\d])");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern VOWEL = Pattern.compile("[AEIOUÁÉÍÓÚÜ]");

    private final Locale locale;
    private final String point;
    private final String slash;
    private final String minus;
    private final Map<String, String> units = new TreeMap<>();
    private final Map<String, String> words = new HashMap<>();
    private final Set<String> spelled;
    private final Pattern quantity;

    private SpokenForm(Locale locale) {
        this.locale = locale;
        ResourceBundle texts =
                ResourceBundle.getBundle(
                        SpokenForm.class.getPackageName() + ".spoken-form",
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        point = texts.getString("point");
        slash = texts.getString("slash");
        minus = texts.getString("minus");
        spelled = Set.of(SPACES.split(texts.getString("spelled")));
        for (String key : texts.keySet()) {
            if (key.startsWith("unit.")) {
                units.put(key.substring("unit.".length()), texts.getString(key));
            } else if (key.startsWith("word.")) {
                words.put(key.substring("word.".length()), texts.getString(key));
            }
        }
        String anyUnit =
                units.keySet().stream()
                        .sorted((a, b) -> b.length() - a.length())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"));
        quantity =
                Pattern.compile(
                        "(\\d+(?:[.,]\\d+)*)\\s?(" + anyUnit + ")(?![\\p{L}\\d])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// The form for a language that has resources (Spanish, English).
    static SpokenForm of(Locale language) {
        return FORMS.computeIfAbsent(language.getLanguage(), tag -> new SpokenForm(Locale.of(tag)));
    }

    String of(String written) {
        String text = LINE_END.matcher(written).replaceAll("$1.\n");
        text = MARKUP.matcher(text).replaceAll(" ");
        text = UNSPOKEN.matcher(text).replaceAll(" ");
        text = MAC.matcher(text).replaceAll(SpokenForm::spellPairs);
        text = IP.matcher(text).replaceAll(this::address);
        text = quantity.matcher(text).replaceAll(this::withUnit);
        text = MINUS.matcher(text).replaceAll(minus + " ");
        text = JOINED.matcher(text).replaceAll(" ");
        text =
                WORD.matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(word(match.group())));
        return SPACES.matcher(text).replaceAll(" ").strip();
    }

    private String address(MatchResult match) {
        String spoken = match.group(1).replace(".", " " + point + " ");
        return match.group(2) == null ? spoken : spoken + " " + slash + " " + match.group(2);
    }

    private String withUnit(MatchResult match) {
        String[] oneAndMany =
                units.getOrDefault(match.group(2).toLowerCase(Locale.ROOT), match.group(2))
                        .split("\\|", 2);
        String unit =
                match.group(1).equals("1") ? oneAndMany[0] : oneAndMany[oneAndMany.length - 1];
        return Matcher.quoteReplacement(match.group(1) + " " + unit);
    }

    private static String spellPairs(MatchResult match) {
        return match.group()
                .toUpperCase(Locale.ROOT)
                .replaceAll("(\\p{XDigit})(\\p{XDigit})[:-]?", "$1 $2, ")
                .replaceAll(", $", "");
    }

    private String word(String written) {
        String lower = written.toLowerCase(locale);
        String known = words.get(lower);
        if (known != null) {
            return known;
        }
        boolean upper = written.length() > 1 && written.equals(written.toUpperCase(locale));
        if (!upper) {
            return written;
        }
        if (spelled.contains(lower)) {
            return String.join(" ", written.split(""));
        }
        // Without a vowel it is an abbreviation, which the synthesiser spells.
        return VOWEL.matcher(written).find() ? lower : written;
    }
}
