package io.centralita.fake.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.chat.Script.Step;
import io.centralita.fake.chat.Settings.Cut;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a reply as JSON: as chunks (`CreateChatCompletionStreamResponse`), or whole. One reply
/// each.
final class ChunkWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long CREATED = 1_790_000_000;
    private static final int FRAGMENT = 9;
    private static final int TEXT_PIECE = 12;

    private final String id;
    private final String model;
    private final Cut cut;
    private final List<String> chunks = new ArrayList<>();

    ChunkWriter(int number, String model, Cut cut) {
        this.id = "chatcmpl-" + number;
        this.model = model;
        this.cut = cut;
    }

    /// @param usage whether it was asked for
    /// @param promptTokens what the request was, roughly
    List<String> chunks(Script script, boolean usage, int promptTokens) {
        add(delta(NODES.objectNode().put("role", "assistant").put("content", "")), null);
        for (var step : script.steps()) {
            switch (step) {
                case Step.Say(var text) -> pieces("content", text);
                case Step.Refuse(var text) -> pieces("refusal", text);
                case Step.Think(var text) -> pieces("reasoning_content", text);
                case Step.Call _ -> {}
            }
        }
        calls(script.calls());
        add(delta(NODES.objectNode()), script.finishReason());
        if (usage) {
            var last = chunk();
            last.putArray("choices");
            last.set("usage", usage(script, promptTokens));
            chunks.add(last.toString());
        }
        return chunks;
    }

    /// The same without a stream.
    String whole(Script script, int promptTokens) {
        var completion = chunk().put("object", "chat.completion");
        var message = NODES.objectNode().put("role", "assistant");
        message.put("content", text(script));
        if (!script.calls().isEmpty()) {
            var calls = message.putArray("tool_calls");
            for (int i = 0; i < script.calls().size(); i++) {
                var call = script.calls().get(i);
                calls.add(call(idOf(call, i), call.name(), call.arguments()));
            }
        }
        var choice = NODES.objectNode().put("index", 0);
        choice.set("message", message);
        choice.put("finish_reason", script.finishReason());
        completion.putArray("choices").add(choice);
        completion.set("usage", usage(script, promptTokens));
        return completion.toString();
    }

    private static String text(Script script) {
        var text = new StringBuilder();
        for (var step : script.steps()) {
            if (step instanceof Step.Say(var said)) {
                text.append(said);
            }
        }
        return text.toString();
    }

    private static ObjectNode usage(Script script, int promptTokens) {
        int written = script.calls().size() * 20 + text(script).length() / 4 + 1;
        var usage =
                NODES.objectNode()
                        .put("prompt_tokens", promptTokens)
                        .put("completion_tokens", written)
                        .put("total_tokens", promptTokens + written);
        usage.putObject("prompt_tokens_details").put("cached_tokens", promptTokens / 2);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", 0);
        return usage;
    }

    private void pieces(String field, String text) {
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + TEXT_PIECE);
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            add(delta(NODES.objectNode().put(field, text.substring(from, to))), null);
            from = to;
        }
    }

    private void calls(List<Step.Call> calls) {
        switch (cut) {
            case OPENAI -> {
                for (int i = 0; i < calls.size(); i++) {
                    fragments(calls.get(i), i).forEach(this::addCall);
                }
            }
            case INTERLEAVED -> interleave(calls);
            case REPEATED -> {
                for (int i = 0; i < calls.size(); i++) {
                    repeat(calls.get(i), i);
                }
            }
            case BARE -> calls.forEach(this::bare);
            case WHOLE, NO_INDEX, ALL_ZERO, OBJECTS -> {
                for (int i = 0; i < calls.size(); i++) {
                    addCall(wholeCall(calls.get(i), i));
                }
            }
        }
    }

    private List<ObjectNode> fragments(Step.Call call, int index) {
        var fragments = new ArrayList<ObjectNode>();
        fragments.add(call(idOf(call, index), call.name(), "").put("index", index));
        for (var piece : cut(call.arguments())) {
            var fragment = NODES.objectNode().put("index", index);
            fragment.putObject("function").put("arguments", piece);
            fragments.add(fragment);
        }
        return fragments;
    }

    private void interleave(List<Step.Call> calls) {
        var all = new ArrayList<List<ObjectNode>>();
        for (int i = 0; i < calls.size(); i++) {
            all.add(fragments(calls.get(i), i));
        }
        int longest = all.stream().mapToInt(List::size).max().orElse(0);
        for (int turn = 0; turn < longest; turn++) {
            for (var fragments : all) {
                if (turn < fragments.size()) {
                    addCall(fragments.get(turn));
                }
            }
        }
    }

    private void repeat(Step.Call call, int index) {
        for (var piece : cut(call.arguments())) {
            addCall(call(idOf(call, index), call.name(), piece).put("index", index));
        }
    }

    private void bare(Step.Call call) {
        var first = NODES.objectNode();
        first.putObject("function").put("name", call.name()).put("arguments", "");
        addCall(first);
        for (var piece : cut(call.arguments())) {
            var fragment = NODES.objectNode();
            fragment.putObject("function").put("arguments", piece);
            addCall(fragment);
        }
    }

    private ObjectNode wholeCall(Step.Call call, int index) {
        var whole = call(idOf(call, index), call.name(), call.arguments());
        if (cut == Cut.OBJECTS) {
            ((ObjectNode) whole.path("function")).set("arguments", parsed(call.arguments()));
        }
        return cut == Cut.NO_INDEX ? whole : whole.put("index", cut == Cut.ALL_ZERO ? 0 : index);
    }

    private static List<String> cut(String arguments) {
        var pieces = new ArrayList<String>();
        for (int from = 0; from < arguments.length(); from += FRAGMENT) {
            pieces.add(arguments.substring(from, Math.min(arguments.length(), from + FRAGMENT)));
        }
        return pieces;
    }

    private String idOf(Step.Call call, int index) {
        return call.id() == null
                ? "call_" + id.substring("chatcmpl-".length()) + "_" + index
                : call.id();
    }

    private static ObjectNode call(String id, String name, String arguments) {
        var call = NODES.objectNode().put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
    }

    private void addCall(ObjectNode fragment) {
        var delta = NODES.objectNode();
        delta.putArray("tool_calls").add(fragment);
        add(delta(delta), null);
    }

    private static ObjectNode delta(ObjectNode delta) {
        var choice = NODES.objectNode().put("index", 0);
        choice.set("delta", delta);
        return choice.putNull("logprobs");
    }

    private void add(ObjectNode choice, @Nullable String finish) {
        var chunk = chunk();
        chunk.putArray("choices").add(choice.put("finish_reason", finish));
        chunks.add(chunk.putNull("usage").put("obfuscation", "xY3").toString());
    }

    private ObjectNode chunk() {
        return NODES.objectNode()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", CREATED)
                .put("model", model)
                .put("service_tier", "default")
                .put("system_fingerprint", "fp_fake");
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
