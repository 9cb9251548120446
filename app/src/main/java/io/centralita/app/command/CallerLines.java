package io.centralita.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.app.text.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/// Callers for the eyes of an operator.
final class CallerLines {
    private CallerLines() {}

    /// One caller in one line.
    static String of(JsonNode caller, Messages messages) {
        var wish = caller.path("keepsNothing").asBoolean() ? messages.text("callers.wish") : "";
        return "%-17s %5d  %-18s %s"
                .formatted(
                        caller.path("number").asText(),
                        caller.path("calls").asLong(),
                        day(caller.path("lastCall"), messages),
                        caller.path("name").textValue() == null
                                ? wish
                                : caller.path("name").textValue() + wish)
                .stripTrailing();
    }

    /// When, as this machine's people write it; empty where it never was.
    static String day(JsonNode instant, Messages messages) {
        return instant.isTextual()
                ? DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT)
                        .withLocale(messages.language())
                        .format(Instant.parse(instant.asText()).atZone(ZoneId.systemDefault()))
                : "";
    }
}
