package io.centralita.call.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/// The function by which an assistant lets the caller key something in: a customer number, a PIN.
/// Offered where callers have keys. The call itself carries it out, as it is the one that hears
/// them; nobody runs this.
public final class ReadDigitsTool implements Tool {
    public static final String NAME = "read_digits";

    private static final String PURPOSE = "purpose";
    private static final String MOST = "max_digits";
    private static final String TERMINATOR = "terminator";
    private static final String SECONDS = "seconds";
    private static final String SECRET = "secret";

    /// No entry is longer.
    public static final int LONGEST = 32;

    private static final int STANDARD_SECONDS = 15;

    /// What a model asks for.
    public sealed interface Wish {
        /// @param most digits with which the entry is complete
        /// @param terminator the key that ends it and is no part of it, 0 for none
        /// @param patience for the first key
        /// @param secret whether the records hide what is entered
        record Right(int most, char terminator, Duration patience, boolean secret)
                implements Wish {}

        /// @param feedback for the model
        record Wrong(String feedback) implements Wish {}
    }

    /// What is asked for by this call of the function.
    public static Wish wish(ToolCall call) {
        return switch (ToolArguments.check(call, new ReadDigitsTool().definition())) {
            case ToolArguments.Checked.Invalid(var feedback) -> new Wish.Wrong(feedback);
            case ToolArguments.Checked.Valid(var arguments) -> {
                var end = arguments.path(TERMINATOR).asText("#");
                yield new Wish.Right(
                        arguments.path(MOST).asInt(LONGEST),
                        end.length() == 1 ? end.charAt(0) : 0,
                        Duration.ofSeconds(arguments.path(SECONDS).asInt(STANDARD_SECONDS)),
                        arguments.path(SECRET).asBoolean(true));
            }
        };
    }

    @Override
    public ToolDefinition definition() {
        return new ToolDefinition(
                NAME,
                "Lets the caller key something in on the telephone, such as a customer number or a"
                        + " PIN. Ask for it in the same answer, before you call this: say what to"
                        + " enter and how it ends. The result is what was pressed; the caller may"
                        + " also say it instead, or press nothing.",
                schema());
    }

    /// Only where somebody runs tools past the call.
    @Override
    public ToolOutcome run(ToolRequest request) {
        return new ToolOutcome.Unexpected("nobody hears the keys here");
    }

    private static ObjectNode schema() {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        var properties = schema.putObject("properties");
        properties
                .putObject(PURPOSE)
                .put("type", "string")
                .put("maxLength", 80)
                .put("description", "What it is for, in a few words: customer number, PIN.");
        properties
                .putObject(MOST)
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", LONGEST)
                .put(
                        "description",
                        "How many digits at most; with so many the entry is complete. 32 if left"
                                + " out.");
        var terminator = properties.putObject(TERMINATOR);
        terminator
                .put("type", "string")
                .put(
                        "description",
                        "The key that ends the entry and is no part of it; # if left out. Two"
                                + " seconds without a key end it too.");
        terminator.putArray("enum").add("#").add("*").add("none");
        properties
                .putObject(SECONDS)
                .put("type", "integer")
                .put("minimum", 5)
                .put("maximum", 60)
                .put(
                        "description",
                        "How long the caller may take to press the first key; 15 if left out.");
        properties
                .putObject(SECRET)
                .put("type", "boolean")
                .put(
                        "description",
                        "Whether the digits are hidden in the records of the call; true if left"
                                + " out. Say false only for what is no secret, such as a choice.");
        schema.putArray("required").add(PURPOSE);
        return schema;
    }
}
