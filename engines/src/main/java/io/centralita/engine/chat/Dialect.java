package io.centralita.engine.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What a server and its model take: guessed by their names (`dialects.json` beside this class),
/// mended by what they refuse.
///
/// @param freeOrder messages of any role may follow each other, as OpenAI has it; templates of
///   other models want system first, then user and assistant by turns
/// @param instructionsRole `system` or `developer`
/// @param limit name of the parameter that bounds a reply; empty where there is none
/// @param effort for reasoning models; empty sends none
/// @param temperature whether it may be set
/// @param parallel whether several tools may be asked for at once; null leaves it to the server
/// @param usage whether the usage is asked for
record Dialect(
        boolean freeOrder,
        String instructionsRole,
        String limit,
        String effort,
        boolean temperature,
        @Nullable Boolean parallel,
        boolean usage) {
    static final String LIMIT = "max_completion_tokens";
    static final String OLD_LIMIT = "max_tokens";
    static final String EFFORT = "reasoning_effort";
    static final String TEMPERATURE = "temperature";
    static final String PARALLEL = "parallel_tool_calls";
    static final String USAGE = "stream_options";
    private static final String NO_EFFORT = "none";

    private static final JsonNode KNOWN = read();

    /// @param host of the server
    /// @param effort the operator's wish; empty for the least the model takes
    static Dialect of(String host, String model, String effort) {
        boolean openAi = isOpenAi(host);
        var reasoning = openAi ? leastEffort(model) : "";
        return new Dialect(
                openAi,
                reasoning.isEmpty() ? "system" : "developer",
                openAi ? LIMIT : OLD_LIMIT,
                effort.isEmpty() ? reasoning : effort,
                true,
                openAi ? null : Boolean.FALSE,
                true);
    }

    /// The same without what a server has refused.
    ///
    /// Newer models of OpenAI think beside tools by another interface only, and want to hear that
    /// they shall not; what does not think at all refuses that too.
    ///
    /// @param parameter its name
    /// @return empty where it is nothing that could be left out
    Optional<Dialect> without(String parameter) {
        return switch (parameter) {
            case LIMIT -> Optional.of(withLimit(limit.equals(LIMIT) ? OLD_LIMIT : ""));
            case OLD_LIMIT -> Optional.of(withLimit(limit.equals(OLD_LIMIT) ? LIMIT : ""));
            case EFFORT -> Optional.of(withEffort(effort.equals(NO_EFFORT) ? "" : NO_EFFORT));
            case TEMPERATURE -> Optional.of(withTemperature(false));
            case PARALLEL -> Optional.of(withParallel(null));
            case USAGE -> Optional.of(withUsage(false));
            default -> Optional.<Dialect>empty();
        };
    }

    /// The one of our parameters that a message names. OpenAI gives no `param` with «Unrecognized
    /// request argument supplied: …».
    static String parameterIn(String message) {
        for (var name : new String[] {LIMIT, OLD_LIMIT, EFFORT, TEMPERATURE, PARALLEL, USAGE}) {
            if (message.contains(name)) {
                return name;
            }
        }
        return "";
    }

    private static boolean isOpenAi(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return StreamSupport.stream(KNOWN.path("openAiHosts").spliterator(), false)
                .map(JsonNode::asText)
                .anyMatch(
                        known -> known.startsWith(".") ? name.endsWith(known) : name.equals(known));
    }

    private static String leastEffort(String model) {
        return StreamSupport.stream(KNOWN.path("reasoningModels").spliterator(), false)
                .filter(entry -> model.startsWith(entry.path("prefix").asText()))
                .max(Comparator.comparingInt(entry -> entry.path("prefix").asText().length()))
                .map(entry -> entry.path("effort").asText())
                .orElse("");
    }

    private Dialect withLimit(String other) {
        return new Dialect(
                freeOrder, instructionsRole, other, effort, temperature, parallel, usage);
    }

    private Dialect withEffort(String other) {
        return new Dialect(freeOrder, instructionsRole, limit, other, temperature, parallel, usage);
    }

    private Dialect withTemperature(boolean other) {
        return new Dialect(freeOrder, instructionsRole, limit, effort, other, parallel, usage);
    }

    private Dialect withParallel(@Nullable Boolean other) {
        return new Dialect(freeOrder, instructionsRole, limit, effort, temperature, other, usage);
    }

    private Dialect withUsage(boolean other) {
        return new Dialect(
                freeOrder, instructionsRole, limit, effort, temperature, parallel, other);
    }

    private static JsonNode read() {
        try (var file = Dialect.class.getResourceAsStream("dialects.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
