package io.centralita.call.handover;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.Onward;
import io.centralita.call.text.SpokenTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// All that a person is told before they take a caller: who calls, what it is about, which keys to
/// press. Of what was said in the call only words get in: it was said by strangers.
public final class BriefingText {
    /// Characters that are spoken in [Briefing#LONGEST], who calls included.
    static final int MOST = 180;

    /// A wish has so many words at least: «sí» is none.
    private static final int WORDS_OF_A_WISH = 3;

    private static final int LONGEST_QUOTE = 70;

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{2,15}");
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{N} ._-]{1,30}");
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}.,;:¿?¡!'%€$ -]+");

    private final SpokenTexts texts;

    public BriefingText(SpokenTexts texts) {
        this.texts = texts;
    }

    /// @param about what somebody has written about the call; empty for what the rule makes of it
    public String of(Onward onward, Optional<String> about) {
        var language = onward.caller().language();
        var who = who(onward.caller());
        var what =
                about.map(text -> words(text, MOST - who.length()))
                        .filter(text -> !text.isEmpty())
                        .orElseGet(() -> byRule(onward.history(), language));
        return String.join(
                        " ",
                        who,
                        shortened(what, Math.max(0, MOST - who.length())),
                        texts.text("handover.take", language))
                .replaceAll(" +", " ");
    }

    private String who(Onward.Caller caller) {
        var number = caller.number().strip();
        if (NUMBER.matcher(number).matches()) {
            return texts.text("handover.from", caller.language(), spoken(number));
        }
        return PLAIN_NAME.matcher(number).matches() && !number.equalsIgnoreCase("anonymous")
                ? texts.text("handover.from", caller.language(), number)
                : texts.text("handover.from-unknown", caller.language());
    }

    /// Digit by digit, as numbers are told: three at a time.
    private static String spoken(String number) {
        var digits = number.replace("+", "");
        var groups = new ArrayList<String>();
        for (int end = digits.length(); end > 0; end -= 3) {
            groups.addFirst(
                    digits.substring(Math.max(0, end - 3), end)
                            .chars()
                            .mapToObj(digit -> String.valueOf((char) digit))
                            .collect(Collectors.joining(" ")));
        }
        return String.join(", ", groups);
    }

    /// The wish that was said last, and the answer to it.
    private String byRule(List<HistoryEntry> history, Locale language) {
        var wish = "";
        var answer = "";
        for (var entry : history) {
            if (entry instanceof HistoryEntry.CallerSaid(var text) && isWish(text)) {
                wish = words(text, LONGEST_QUOTE);
                answer = "";
            } else if (entry instanceof HistoryEntry.AssistantSaid(var text)) {
                answer = words(text, LONGEST_QUOTE);
            }
        }
        if (wish.isEmpty()) {
            return texts.text("handover.nothing-known", language);
        }
        var asked = texts.text("handover.asked", language, unended(wish));
        return answer.isEmpty()
                ? asked
                : asked + " " + texts.text("handover.told", language, unended(answer));
    }

    private static boolean isWish(String text) {
        return text.strip().split("\\s+").length >= WORDS_OF_A_WISH && !text.startsWith("[");
    }

    private static String words(String text, int most) {
        var bounded = text.substring(0, Math.min(text.length(), 2_000));
        return shortened(
                NOT_WORDS.matcher(bounded).replaceAll(" ").replaceAll(" +", " ").strip(), most);
    }

    /// What stands within a sentence of ours.
    private static String unended(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /// Ends at the last whole word.
    private static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = text.lastIndexOf(' ', Math.max(0, most - 1));
        return end <= 0 ? "" : text.substring(0, end).strip() + "…";
    }
}
