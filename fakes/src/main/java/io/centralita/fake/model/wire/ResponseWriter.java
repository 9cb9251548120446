package io.centralita.fake.model.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.model.ModelResponse;
import io.centralita.fake.model.ModelResponse.Details;
import io.centralita.fake.model.ModelResponse.Status;
import io.centralita.fake.model.Usage;

/// Writes the response object. Stateless.
final class ResponseWriter {
    private ResponseWriter() {}

    static ObjectNode response(ModelResponse response) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("id", response.id())
                .put("object", "realtime.response")
                .put("status", Names.of(response.status()));
        if (response.details() == null) {
            node.putNull("status_details");
        } else {
            details(node.putObject("status_details"), response.status(), response.details());
        }
        var output = node.putArray("output");
        response.output().forEach(item -> output.add(ItemWriter.item(item)));
        node.put("conversation_id", response.conversationId());
        node.putArray("output_modalities").add(Names.of(response.modality()));
        SessionWriter.tokens(node, response.maxOutputTokens());
        var audio = node.putObject("audio").putObject("output");
        audio.set("format", SessionWriter.format(response.outputFormat()));
        audio.put("voice", response.voice());
        if (response.usage() == null) {
            node.putNull("usage");
        } else {
            usage(node.putObject("usage"), response.usage());
        }
        if (response.metadata().isEmpty()) {
            node.putNull("metadata");
        } else {
            var metadata = node.putObject("metadata");
            response.metadata().forEach(metadata::put);
        }
        return node;
    }

    private static void details(ObjectNode node, Status status, Details details) {
        node.put("type", Names.of(status));
        if (details.reason() != null) {
            node.put("reason", details.reason());
        }
        if (details.errorCode() != null) {
            node.putObject("error")
                    .put("type", details.errorType())
                    .put("code", details.errorCode());
        }
    }

    private static void usage(ObjectNode node, Usage usage) {
        node.put("total_tokens", usage.total())
                .put("input_tokens", usage.input())
                .put("output_tokens", usage.output());
        var input =
                node.putObject("input_token_details")
                        .put("text_tokens", usage.inputText())
                        .put("audio_tokens", usage.inputAudio())
                        .put("image_tokens", usage.inputImage())
                        .put("cached_tokens", usage.cached());
        input.putObject("cached_tokens_details")
                .put("text_tokens", usage.cachedText())
                .put("audio_tokens", usage.cachedAudio())
                .put("image_tokens", 0);
        node.putObject("output_token_details")
                .put("text_tokens", usage.outputText())
                .put("audio_tokens", usage.outputAudio());
    }
}
