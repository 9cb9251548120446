package io.centralita.fake.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.fake.chat.Catalogue.Model;
import io.centralita.fake.chat.Refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the service checks before it answers, in its order: parameters, what the model takes of
/// them, tools, messages, length.
final class RequestRules {
    private static final Set<String> KNOWN =
            Set.of(
                    "model",
                    "messages",
                    "stream",
                    "stream_options",
                    "max_completion_tokens",
                    "max_tokens",
                    "temperature",
                    "top_p",
                    "presence_penalty",
                    "frequency_penalty",
                    "stop",
                    "n",
                    "seed",
                    "response_format",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "reasoning_effort",
                    "verbosity",
                    "service_tier",
                    "safety_identifier",
                    "prompt_cache_key",
                    "store",
                    "metadata",
                    "user");

    private static final int MOST_TOOLS = 128;

    /// A token of a European language, roughly.
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Settings settings;
    private final List<String> violations = new ArrayList<>();

    RequestRules(Settings settings) {
        this.settings = settings;
    }

    /// @param violations what is tolerated and should not happen
    record Verdict(@Nullable Refusal refusal, List<String> violations) {}

    static Verdict check(JsonNode body, Settings settings) {
        var rules = new RequestRules(settings);
        try {
            rules.check(body);
            return new Verdict(null, rules.violations);
        } catch (RefusedException e) {
            return new Verdict(e.refusal(), rules.violations);
        }
    }

    private void check(JsonNode body) {
        var request = new Fields(body, "");
        if (!request.has("model")) {
            throw refuse(null, "you must provide a model parameter", null);
        }
        var name = request.text("model");
        if (!settings.serves(name)) {
            throw new RefusedException(Refusal.noSuchModel(name));
        }
        var others = request.othersThan(KNOWN);
        if (!others.isEmpty()) {
            throw unrecognised(String.join(", ", others));
        }
        parameters(request);
        if (settings.flavour() == Settings.Flavour.OPENAI) {
            model(request, Catalogue.unnamed(name));
        }
        tools(request);
        var messages = messages(request);
        switch (settings.flavour()) {
            case OPENAI -> {}
            case MISTRAL -> TemplateRules.check(messages);
        }
        length(request, name);
        if (request.flag("stream") && !request.node().path("stream_options").has("include_usage")) {
            violations.add("usage was not asked for");
        }
    }

    private void parameters(Fields request) {
        request.range("temperature", 0, 2);
        request.range("top_p", 0, 1);
        request.positive("max_tokens");
        request.positive("max_completion_tokens");
        var streams = request.flag("stream");
        if (request.has("stream_options")) {
            if (!streams) {
                throw refuse(
                        null,
                        "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
                        "stream_options");
            }
            request.object("stream_options")
                    .onlyThese(Set.of("include_usage", "include_obfuscation"));
        }
        if (request.has("max_tokens") && request.has("max_completion_tokens")) {
            throw refuse(
                    "invalid_parameter_combination",
                    "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
                    "max_tokens");
        }
        request.flag("parallel_tool_calls");
        for (var needsTools : List.of("parallel_tool_calls", "tool_choice")) {
            if (request.has(needsTools) && !request.has("tools")) {
                throw refuse(
                        null,
                        "Invalid value for '%s': '%s' is only allowed when 'tools' are specified."
                                .formatted(needsTools, needsTools),
                        needsTools);
            }
        }
    }

    private static void model(Fields request, Model model) {
        var effort = request.optionalText("reasoning_effort");
        if (!model.reasons()) {
            if (effort != null) {
                throw unrecognised("reasoning_effort");
            }
            return;
        }
        if (request.has("max_tokens")) {
            throw refuse(
                    "unsupported_parameter",
                    "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                            + " 'max_completion_tokens' instead.",
                    "max_tokens");
        }
        if (effort != null && !model.efforts().contains(effort)) {
            throw refuse(
                    "unsupported_value",
                    "Unsupported value: 'reasoning_effort' does not support '%s' with this model. Supported values are: %s."
                            .formatted(effort, model.efforts()),
                    "reasoning_effort");
        }
        boolean thinks = !"none".equals(effort);
        if (thinks && request.has("tools") && !model.toolsBesideThought()) {
            throw refuse(
                    null,
                    "Function tools with reasoning_effort are not supported for "
                            + model.prefix()
                            + " in /v1/chat/completions. To use function tools, use /v1/responses or"
                            + " set reasoning_effort to 'none'.",
                    "reasoning_effort");
        }
        var temperature = request.node().path("temperature");
        if (thinks && temperature.isNumber() && temperature.doubleValue() != 1) {
            throw refuse(
                    "unsupported_value",
                    "Unsupported value: 'temperature' does not support %s with this model. Only the default (1) value is supported."
                            .formatted(temperature.asText()),
                    "temperature");
        }
        if (model.prefix().startsWith("o") && request.has("parallel_tool_calls")) {
            throw refuse(
                    "unsupported_parameter",
                    "Unsupported parameter: 'parallel_tool_calls' is not supported with this model.",
                    "parallel_tool_calls");
        }
    }

    private void tools(Fields request) {
        if (!request.has("tools")) {
            return;
        }
        var tools = request.objects("tools");
        if (tools.size() > MOST_TOOLS) {
            throw refuse(
                    "array_above_max_length",
                    "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with length %d instead."
                            .formatted(tools.size()),
                    "tools");
        }
        violations.addAll(ToolRules.check(tools));
    }

    private List<Fields> messages(Fields request) {
        if (!request.has("messages")) {
            throw new RefusedException(Refusal.missing("messages"));
        }
        var messages = request.objects("messages");
        violations.addAll(MessageRules.check(messages));
        return messages;
    }

    private void length(Fields request, String name) {
        int most =
                settings.contextTokens() > 0
                        ? settings.contextTokens()
                        : Catalogue.unnamed(name).contextTokens();
        int tokens = request.node().path("messages").toString().length() / CHARACTERS_PER_TOKEN;
        if (tokens > most) {
            throw refuse(
                    "context_length_exceeded",
                    "This model's maximum context length is %d tokens. However, your messages resulted in %d tokens. Please reduce the length of the messages."
                            .formatted(most, tokens),
                    "messages");
        }
    }

    private static RefusedException unrecognised(String names) {
        return refuse(null, "Unrecognized request argument supplied: " + names, null);
    }

    static RefusedException refuse(
            @Nullable String code, String message, @Nullable String parameter) {
        return new RefusedException(Refusal.invalid(code, message, parameter));
    }
}
