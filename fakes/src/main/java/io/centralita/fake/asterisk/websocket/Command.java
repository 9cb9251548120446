package io.centralita.fake.asterisk.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/// A command of the other side.
///
/// @param name as it was written: capitals matter
/// @param argument a correlation id, or a direction; empty for none
record Command(String name, String argument) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Command plain(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new Command(text, "")
                : new Command(text.substring(0, space), text.substring(space + 1));
    }

    /// @return empty for what is no JSON
    static Optional<Command> json(String text) {
        try {
            var node = JSON.readTree(text);
            if (node == null || !node.isObject()) {
                return Optional.empty();
            }
            var argument =
                    node.has("correlation_id")
                            ? node.path("correlation_id")
                            : node.path("direction");
            return Optional.of(new Command(node.path("command").asText(""), argument.asText("")));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
