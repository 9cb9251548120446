package io.centralita.call.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The function by which an assistant presses keys at the other end of the line: for a machine that
/// has called, or an exchange that takes codes. Offered only where the leg can do it.
public final class SendDigitsTool implements Tool {
    public static final String NAME = "send_digits";

    /// What [io.centralita.call.leg.Leg#sendDigits] takes.
    private static final Pattern FORM = Pattern.compile("[0-9*#A-Dw]{1,64}");

    /// Sixteen seconds of silence are not pressing keys.
    private static final int MOST_PAUSES = 20;

    private static final String DIGITS = "digits";

    private final Consumer<String> leg;

    /// The tool as the house has it: whoever runs it has no leg.
    public SendDigitsTool() {
        this(
                _ -> {
                    throw new IllegalStateException("not bound to a leg");
                });
    }

    private SendDigitsTool(Consumer<String> leg) {
        this.leg = leg;
    }

    /// This tool for one call.
    ///
    /// @param presses the keys; must not block
    public SendDigitsTool to(Consumer<String> presses) {
        return new SendDigitsTool(presses);
    }

    @Override
    public ToolDefinition definition() {
        return new ToolDefinition(
                NAME,
                "Presses telephone keys (touch tones) towards the other end of the line. Use it only"
                        + " when a machine there asks for keys, or the caller asks you to press"
                        + " some.",
                schema());
    }

    @Override
    public ToolOutcome run(ToolRequest request) {
        var digits = request.arguments().path(DIGITS).asText("").replace(" ", "");
        if (!FORM.matcher(digits).matches()
                || digits.chars().filter(digit -> digit == 'w').count() > MOST_PAUSES) {
            return new ToolOutcome.InvalidArguments(
                    "digits must be 1 to 64 of 0-9, *, #, A-D and w, with at most "
                            + MOST_PAUSES
                            + " w.");
        }
        leg.accept(digits);
        return new ToolOutcome.Answered("The keys are being pressed.");
    }

    private static ObjectNode schema() {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties")
                .putObject(DIGITS)
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", 128)
                .put(
                        "description",
                        "The keys in order: 0-9, *, #, A-D; w waits half a second. For example"
                                + " 1ww4321#.");
        schema.putArray("required").add(DIGITS);
        return schema;
    }
}
