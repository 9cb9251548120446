package io.centralita.fake.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a response may be asked for. Stateless.
final class ResponseRules {
    private static final int MOST_PAIRS = 16;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;

    private ResponseRules() {}

    static @Nullable ApiError check(ResponseParams params, Session session) {
        if (params.equals(ResponseParams.DEFAULT)) {
            return null;
        }
        var problems = new Problems();
        var config = session.config();
        SessionRules.format(problems, params.outputFormat(), "response.audio.output.format");
        SessionRules.voice(
                problems, params.voice(), config.voice(), session.hasSpoken(), "response");
        SessionRules.tools(problems, params.tools(), "response");
        SessionRules.reasoning(
                problems,
                config.model(),
                params.parallelToolCalls(),
                params.reasoningEffort(),
                "response");
        SessionRules.outputTokens(problems, params.maxOutputTokens(), "response");
        metadata(problems, params.metadata());
        input(problems, params.input(), session.items());
        return problems.first();
    }

    private static void metadata(Problems problems, Map<String, String> metadata) {
        problems.require(
                metadata.size() <= MOST_PAIRS,
                "response.metadata",
                "Invalid 'metadata': at most 16 pairs.");
        metadata.forEach(
                (key, value) ->
                        problems.require(
                                key.length() <= LONGEST_KEY && value.length() <= LONGEST_VALUE,
                                "response.metadata",
                                "Invalid 'metadata': keys have at most 64, values at most 512"
                                        + " characters."));
    }

    private static void input(Problems problems, @Nullable List<NewItem> input, Items items) {
        for (var item : input == null ? List.<NewItem>of() : input) {
            if (item instanceof NewItem.Reference(var id)) {
                problems.require(
                        items.find(id) != null,
                        "response.input",
                        "The item with id '" + id + "' does not exist.");
            } else if (item instanceof NewItem.Message message) {
                ItemRules.checkContent(problems, message, "response.input");
            }
        }
    }
}
