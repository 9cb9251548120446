package io.centralita.tool.mikrotik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.tool.ToolDefinition;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a model may pass to `consultar_mikrotik`, and what it is told when it passes something
/// else. Unknown arguments are ignored.
sealed interface MikrotikArguments {
    String NAME = "consultar_mikrotik";
    int LONGEST_QUESTION = 500;
    int SHORTEST_TIMEOUT_S = 1;
    int LONGEST_TIMEOUT_S = 300;

    /// @param question 1 to 500 characters, trimmed
    /// @param timeout 1 s to 300 s, null where the model leaves it to us
    record Valid(String question, @Nullable Duration timeout) implements MikrotikArguments {}

    /// @param feedback for the model
    record Invalid(String feedback) implements MikrotikArguments {}

    static MikrotikArguments of(ObjectNode arguments) {
        var question = arguments.path("pregunta");
        if (!question.isTextual()) {
            return new Invalid("\"pregunta\" is required and must be a string: the question.");
        }
        var text = question.textValue().strip();
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > LONGEST_QUESTION) {
            return new Invalid(
                    "\"pregunta\" must have 1 to %d characters, not %d."
                            .formatted(LONGEST_QUESTION, length));
        }
        var timeout = arguments.path("timeout");
        if (timeout.isMissingNode() || timeout.isNull()) {
            return new Valid(text, null);
        }
        return inRange(timeout)
                ? new Valid(text, durationOf(timeout.decimalValue()))
                : new Invalid(
                        "\"timeout\" must be a number of seconds from %d to %d; it may be left out."
                                .formatted(SHORTEST_TIMEOUT_S, LONGEST_TIMEOUT_S));
    }

    private static boolean inRange(JsonNode timeout) {
        return timeout.isNumber()
                && timeout.doubleValue() >= SHORTEST_TIMEOUT_S
                && timeout.doubleValue() <= LONGEST_TIMEOUT_S;
    }

    private static Duration durationOf(BigDecimal seconds) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    static ToolDefinition definition() {
        var parameters = JsonNodeFactory.instance.objectNode().put("type", "object");
        var properties = parameters.putObject("properties");
        properties
                .putObject("pregunta")
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", LONGEST_QUESTION)
                .put(
                        "description",
                        "The caller's question, complete and in the caller's own language, with the"
                                + " router or interface named as the caller named it.");
        properties
                .putObject("timeout")
                .put("type", "number")
                .put("minimum", SHORTEST_TIMEOUT_S)
                .put("maximum", LONGEST_TIMEOUT_S)
                .put(
                        "description",
                        "Seconds the lookup may take. Leave it out unless the caller is in a"
                                + " hurry; it cannot be longer than the switchboard allows.");
        parameters.putArray("required").add("pregunta");
        parameters.put("additionalProperties", false);
        return new ToolDefinition(
                NAME,
                "Looks up the current state of the MikroTik network: clients (active, by router,"
                        + " with problems), routers and their state, traffic, interfaces, gateways."
                        + " Use it for every question about the network; never answer one from"
                        + " memory.",
                parameters);
    }
}
