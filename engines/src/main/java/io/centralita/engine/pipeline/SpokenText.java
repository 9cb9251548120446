package io.centralita.engine.pipeline;

import java.util.regex.Pattern;

/// Makes of what a model writes what a voice can say: without Markdown, code, emoji and the far
/// ends of links. Numbers, addresses and names stay as they are. Knows whether it is inside a block
/// of code; one a reply, belongs to one thread.
final class SpokenText {
    private static final String FENCE = "```";
    private static final Pattern IMAGE_OR_LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)\\s]*\\)");

    /// Of an address the host is enough for a listener.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "<?\\bhttps?://(?:www\\.)?([^\\s/?#:)\\]>,;!»\"]*[^\\s/?#:)\\]>,;!»\".])"
                            + "(?:[/?#:](?:[^\\s)\\]>]*[^\\s)\\]>.,;:!?»\"'])?)?>?",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]{0,200}>");
    private static final Pattern LINE_MARK =
            Pattern.compile(
                    "^(?:\\s*(?:>(?!\\s*\\d)|#{1,6}(?=\\s)|[-*+•·▪◦‣–—](?=\\s)|\\[[ xX]\\](?=\\s)))+");
    private static final Pattern HEADING_END = Pattern.compile("\\s#+\\s*$");
    private static final Pattern CELL_BORDER = Pattern.compile("\\s*\\|\\s*");
    private static final Pattern TABLE_ROW = Pattern.compile("^\\s*\\|.*|.*\\s\\|\\s.*");
    private static final Pattern ROW_ENDS = Pattern.compile("^[\\s,]+|[\\s,]+$");
    private static final Pattern EMPHASIS =
            Pattern.compile("(?<![\\p{L}\\d])([*_]{1,3})(?=\\S)(.+?)(?<=\\S)\\1(?![\\p{L}\\d])");
    private static final Pattern LONE_MARKS =
            Pattern.compile("\\*{2,}|~~|`|(?<![\\d\\s])\\*|\\*(?![\\d\\s])");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([*_#`~\\[\\]()|>-])");
    private static final Pattern ARROW = Pattern.compile("\\s*[→⇒➜➔➡]\\uFE0F?\\s*");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern SPACE_BEFORE_MARK = Pattern.compile("\\s+([,.;:!?])(?=\\s|$)");

    private boolean inCode;

    /// @param sentence or line of the model's
    /// @return what is to be said of it; empty where that is nothing
    String of(String sentence) {
        var text = ESCAPE.matcher(withoutCode(sentence)).replaceAll("$1");
        text = IMAGE_OR_LINK.matcher(text).replaceAll("$1");
        text = ADDRESS.matcher(text).replaceAll("$1");
        text = TAG.matcher(text).replaceAll(" ");
        text = LINE_MARK.matcher(text).replaceFirst("");
        text = HEADING_END.matcher(text).replaceFirst("");
        if (TABLE_ROW.matcher(text).matches()) {
            text = ROW_ENDS.matcher(CELL_BORDER.matcher(text).replaceAll(", ")).replaceAll("");
        }
        text = withoutEmphasis(text);
        text = ARROW.matcher(text).replaceAll(", ");
        text = withoutPictures(text);
        text = SPACE_BEFORE_MARK.matcher(SPACES.matcher(text).replaceAll(" ")).replaceAll("$1");
        text = text.strip();
        return text.codePoints().anyMatch(Character::isLetterOrDigit) ? text : "";
    }

    private String withoutCode(String sentence) {
        var kept = new StringBuilder();
        int from = 0;
        for (int fence = sentence.indexOf(FENCE);
                fence >= 0;
                fence = sentence.indexOf(FENCE, from)) {
            if (!inCode) {
                kept.append(sentence, from, fence).append(' ');
            }
            inCode = !inCode;
            from = fence + FENCE.length();
        }
        if (!inCode) {
            kept.append(sentence.substring(from));
        }
        return kept.toString();
    }

    /// Twice, for bold within italics.
    private static String withoutEmphasis(String text) {
        var inner = EMPHASIS.matcher(text).replaceAll("$2");
        inner = EMPHASIS.matcher(inner).replaceAll("$2");
        return LONE_MARKS.matcher(inner).replaceAll("");
    }

    private static String withoutPictures(String text) {
        return text.codePoints()
                .map(character -> isPicture(character) ? ' ' : character)
                .filter(character -> !isJoint(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPicture(int character) {
        return Character.getType(character) == Character.OTHER_SYMBOL
                && character != '°'
                && character != '©'
                && character != '®';
    }

    /// What only joins or colours pictures: variation selectors, joiners, skin tones, keycaps.
    private static boolean isJoint(int character) {
        return character == 0xFE0F
                || character == 0x200D
                || character == 0x20E3
                || (character >= 0x1F3FB && character <= 0x1F3FF)
                || (character >= 0xE0020 && character <= 0xE007F);
    }
}
