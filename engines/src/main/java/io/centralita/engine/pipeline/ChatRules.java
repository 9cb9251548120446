package io.centralita.engine.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.centralita.call.tool.ToolCall;
import java.io.IOException;
import java.util.regex.Pattern;

/// What a chat-completions server refuses in a message, put right before it gets into a history.
/// The rules are those of OpenAI's API and of the servers that imitate it: names of functions are
/// `[a-zA-Z0-9_-]{1,64}`, ids have at most 40 characters, arguments are a string that holds a JSON
/// object, no text is without end.
final class ChatRules {
    static final int LONGEST_ID = 40;
    private static final int LONGEST_NAME = 64;

    /// What follows a text that was cut.
    static final String CUT = " […]";

    /// A tool's answer that has no words. It is nothing to speak.
    static final String NO_OUTPUT = "{}";

    private static final String NO_ARGUMENTS = "{}";
    private static final Pattern NO_NAME_CHARACTER = Pattern.compile("[^a-zA-Z0-9_-]");
    private static final JsonFactory JSON = new JsonFactory();

    private ChatRules() {}

    /// No longer than this, whole characters, nothing that is no text.
    static String text(String text, int longest) {
        var kept = text;
        if (kept.length() > longest) {
            int end = longest - CUT.length();
            end -= Character.isHighSurrogate(kept.charAt(end - 1)) ? 1 : 0;
            kept = kept.substring(0, end) + CUT;
        }
        return isText(kept) ? kept : onlyText(kept);
    }

    private static boolean isText(String text) {
        int next = 0;
        while (next < text.length()) {
            int character = text.codePointAt(next);
            if (!isText(character)) {
                return false;
            }
            next += Character.charCount(character);
        }
        return true;
    }

    private static boolean isText(int character) {
        boolean halfOfOne =
                character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        boolean control = Character.isISOControl(character) && !Character.isWhitespace(character);
        return !halfOfOne && !control;
    }

    private static String onlyText(String text) {
        return text.codePoints()
                .map(character -> isText(character) ? character : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// What a tool answered.
    ///
    /// @param longest characters that are left for it
    static String output(String output, int longest) {
        var text = text(output, longest);
        return text.isBlank() ? NO_OUTPUT : text;
    }

    static boolean isGoodId(String id) {
        return !id.isBlank() && id.length() <= LONGEST_ID && isText(id);
    }

    /// The tool call as a history may show it.
    ///
    /// @param longest characters of its arguments; what is longer is not shown
    static ToolCall shown(ToolCall call, String id, int longest) {
        return new ToolCall(id, name(call.name()), arguments(call.arguments(), longest));
    }

    private static String name(String name) {
        var allowed = NO_NAME_CHARACTER.matcher(name).replaceAll("_");
        return allowed.isEmpty()
                ? "unnamed"
                : allowed.substring(0, Math.min(allowed.length(), LONGEST_NAME));
    }

    /// A model may write anything there; shown to it again it has to be an object.
    private static String arguments(String arguments, int longest) {
        return arguments.length() <= longest && isText(arguments) && isObject(arguments)
                ? arguments
                : NO_ARGUMENTS;
    }

    private static boolean isObject(String text) {
        try (var parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException _) {
            return false;
        }
    }
}
