package io.centralita.engine.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What is known of models by name: `models.json` beside this class. A model that is not listed, a
/// deployment of Azure for example, is taken to know what all of them know and nothing else.
public final class Models {
    private static final JsonNode KNOWN = read();

    private Models() {}

    /// A name that cannot serve calls.
    ///
    /// @param instead the name to use
    /// @param why in English, for the log
    public record Unfit(String instead, String why) {}

    /// The model for who has no wish.
    public static String recommended() {
        return KNOWN.path("recommended").asText();
    }

    /// Names of the provider's own voices.
    public static Set<String> voices() {
        return StreamSupport.stream(KNOWN.path("voices").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toUnmodifiableSet());
    }

    public static Optional<Unfit> unfit(String model) {
        return longest(KNOWN.path("notForCalls"), model)
                .map(
                        entry ->
                                new Unfit(
                                        entry.path("instead").asText(),
                                        entry.path("why").asText()));
    }

    /// Takes `reasoning` and `parallel_tool_calls`.
    static boolean reasons(String model) {
        return longest(KNOWN.path("models"), model)
                .map(entry -> entry.path("reasoning").asBoolean())
                .orElse(false);
    }

    private static Optional<JsonNode> longest(JsonNode entries, String model) {
        return StreamSupport.stream(entries.spliterator(), false)
                .filter(entry -> model.startsWith(entry.path("prefix").asText()))
                .max(Comparator.comparingInt(entry -> entry.path("prefix").asText().length()));
    }

    private static JsonNode read() {
        try (var file = Models.class.getResourceAsStream("models.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
