package io.centralita.call.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.call.text.SpokenTexts;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The third guard: looks into what a tool answered, finds the error inside a successful reply, and
/// puts every outcome into words that a caller understands (A3, A5).
public final class ToolResultProcessor {
    /// What an answer may measure; what is longer ends at the last whole sentence before it.
    static final int MAX_ANSWER_CHARS = 2_000;

    private static final Pattern RATE_LIMITED =
            Pattern.compile("\\b429\\b|too many requests|rate.?limit", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIMED_OUT =
            Pattern.compile(
                    "timed? ?-?out|deadline exceeded|ETIMEDOUT|\\b504\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern UNREACHABLE =
            Pattern.compile(
                    "ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|connection (refused|reset)|no route to"
                            + " host|unknown host|name resolution",
                    Pattern.CASE_INSENSITIVE);

    /// Text no caller should ever hear: stack traces, exception names, markup, HTTP status lines.
    private static final Pattern TECHNICAL =
            Pattern.compile(
                    "Traceback \\(most recent call last\\)|\\b\\w+(Exception|Error):|^\\s*at"
                            + " [\\w$.]+\\([\\w.]+:\\d+\\)|<!DOCTYPE|<html|\\bHTTP(/[\\d.]+)?"
                            + " [45]\\d\\d\\b|Internal Server Error|Bad Gateway|Service Unavailable|"
                            + "ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|\\bnull pointer\\b",
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SpokenTexts texts;

    public ToolResultProcessor(SpokenTexts texts) {
        this.texts = texts;
    }

    /// The outcome as it really is: an answer that carries an error becomes that error.
    public ToolOutcome examine(ToolOutcome outcome) {
        if (!(outcome instanceof ToolOutcome.Answered(var text))) {
            return outcome;
        }
        var answer = text.strip();
        if (answer.isEmpty()) {
            return new ToolOutcome.Unexpected("empty answer");
        }
        if (answer.startsWith("{")) {
            return examineObject(answer);
        }
        return TECHNICAL.matcher(answer).find()
                ? errorIn(answer)
                : new ToolOutcome.Answered(shortened(answer));
    }

    /// What a tool that says of itself that it failed makes of it: an end of its own where the text
    /// is technical, otherwise something that the model is told and can act on.
    ///
    /// @param text the tool's own words
    public static ToolOutcome failure(String text) {
        var words = text.strip();
        if (words.isEmpty()) {
            return new ToolOutcome.Unexpected("failed without a word");
        }
        var technical =
                words.startsWith("{")
                        || Stream.of(TECHNICAL, RATE_LIMITED, TIMED_OUT, UNREACHABLE)
                                .anyMatch(pattern -> pattern.matcher(words).find());
        return technical ? errorIn(words) : new ToolOutcome.InvalidArguments(shortened(words));
    }

    /// What the engine is given for this outcome.
    public String words(ToolOutcome outcome, Locale language) {
        return switch (outcome) {
            case ToolOutcome.Answered(var text) -> text;
            case ToolOutcome.InvalidArguments(var feedback) -> feedback;
            case ToolOutcome.Refused(var feedback) -> feedback;
            case ToolOutcome.PutThrough(var to) ->
                    "The caller is put through to " + to.name() + ".";
            case ToolOutcome.TimedOut _ -> texts.text("tool.timed-out", language);
            case ToolOutcome.Unreachable _ -> texts.text("tool.unreachable", language);
            case ToolOutcome.HttpError _ -> texts.text("tool.http-error", language);
            case ToolOutcome.RateLimited _ -> texts.text("tool.rate-limited", language);
            case ToolOutcome.Unexpected _ -> texts.text("tool.unexpected", language);
            case ToolOutcome.Cancelled _ -> texts.text("tool.cancelled", language);
        };
    }

    private static ToolOutcome examineObject(String answer) {
        JsonNode object;
        try {
            object = JSON.readTree(answer);
        } catch (JsonProcessingException _) {
            return new ToolOutcome.Unexpected("answer is neither text nor JSON");
        }
        var failed =
                object.hasNonNull("error")
                        || (object.has("success") && !object.path("success").asBoolean());
        return failed ? errorIn(answer) : new ToolOutcome.Answered(shortened(answer));
    }

    private static ToolOutcome errorIn(String answer) {
        if (RATE_LIMITED.matcher(answer).find()) {
            return new ToolOutcome.RateLimited();
        }
        if (TIMED_OUT.matcher(answer).find()) {
            return new ToolOutcome.TimedOut();
        }
        if (UNREACHABLE.matcher(answer).find()) {
            return new ToolOutcome.Unreachable();
        }
        return new ToolOutcome.Unexpected("an error inside a successful reply");
    }

    private static String shortened(String answer) {
        if (answer.length() <= MAX_ANSWER_CHARS) {
            return answer;
        }
        var head = answer.substring(0, MAX_ANSWER_CHARS);
        var end = Math.max(head.lastIndexOf(". "), head.lastIndexOf(".\n"));
        return end > 0 ? head.substring(0, end + 1) : head;
    }
}
