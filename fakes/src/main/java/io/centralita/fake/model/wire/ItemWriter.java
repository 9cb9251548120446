package io.centralita.fake.model.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.model.Content;
import io.centralita.fake.model.Item;
import java.util.Base64;

/// Writes items. Stateless.
final class ItemWriter {
    private ItemWriter() {}

    static ObjectNode item(Item item) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("id", item.id());
        node.put("object", "realtime.item");
        switch (item) {
            case Item.Message message -> message(node, message);
            case Item.FunctionCall call ->
                    node.put("type", "function_call")
                            .put("status", Names.of(call.status()))
                            .put("name", call.name())
                            .put("call_id", call.callId())
                            .put("arguments", call.arguments());
            case Item.FunctionCallOutput output ->
                    node.put("type", "function_call_output")
                            .put("status", Names.of(output.status()))
                            .put("call_id", output.callId())
                            .put("output", output.output());
        }
        return node;
    }

    private static void message(ObjectNode node, Item.Message message) {
        node.put("type", "message")
                .put("status", Names.of(message.status()))
                .put("role", Names.of(message.role()));
        if (message.phase() != null) {
            node.put("phase", Names.of(message.phase()));
        }
        var content = node.putArray("content");
        message.content().forEach(part -> content.add(content(part)));
    }

    private static ObjectNode content(Content content) {
        var node = JsonNodeFactory.instance.objectNode();
        return switch (content) {
            case Content.InputText(var text) -> node.put("type", "input_text").put("text", text);
            case Content.OutputText(var text) -> node.put("type", "output_text").put("text", text);
            case Content.InputImage(var url) ->
                    node.put("type", "input_image").put("image_url", url);
            case Content.OutputAudio(var transcript, var _) ->
                    node.put("type", "output_audio").put("transcript", transcript);
            case Content.InputAudio(var transcript, var _, var audio) -> {
                node.put("type", "input_audio").put("transcript", transcript);
                yield audio == null
                        ? node
                        : node.put("audio", Base64.getEncoder().encodeToString(audio));
            }
        };
    }
}
