package io.centralita.fake.model.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.model.Modality;
import io.centralita.fake.model.ServerEvent;

/// Writes the events of responses. Stateless.
final class ResponseEventWriter {
    private ResponseEventWriter() {}

    static void fill(ObjectNode node, ServerEvent.OfResponse event) {
        switch (event) {
            case ServerEvent.ResponseCreated(var response) ->
                    ServerEventWriter.type(node, "response.created")
                            .set("response", ResponseWriter.response(response));
            case ServerEvent.ResponseDone(var response) ->
                    ServerEventWriter.type(node, "response.done")
                            .set("response", ResponseWriter.response(response));
            case ServerEvent.OutputItemAdded(var responseId, var index, var item) ->
                    ServerEventWriter.type(node, "response.output_item.added")
                            .put("response_id", responseId)
                            .put("output_index", index)
                            .set("item", ItemWriter.item(item));
            case ServerEvent.OutputItemDone(var responseId, var index, var item) ->
                    ServerEventWriter.type(node, "response.output_item.done")
                            .put("response_id", responseId)
                            .put("output_index", index)
                            .set("item", ItemWriter.item(item));
            case ServerEvent.ContentPartAdded(var responseId, var itemId, var index, var kind) ->
                    part(content(node, "content_part.added", responseId, itemId, index), kind, "");
            case ServerEvent.ContentPartDone(
                            var responseId,
                            var itemId,
                            var index,
                            var kind,
                            var text) ->
                    part(content(node, "content_part.done", responseId, itemId, index), kind, text);
            case ServerEvent.TextDelta(var responseId, var itemId, var index, var delta) ->
                    content(node, "output_text.delta", responseId, itemId, index)
                            .put("delta", delta);
            case ServerEvent.TextDone(var responseId, var itemId, var index, var text) ->
                    content(node, "output_text.done", responseId, itemId, index).put("text", text);
            case ServerEvent.AudioDone(var responseId, var itemId, var index) ->
                    content(node, "output_audio.done", responseId, itemId, index);
            case ServerEvent.TranscriptDelta(var responseId, var itemId, var index, var delta) ->
                    content(node, "output_audio_transcript.delta", responseId, itemId, index)
                            .put("delta", delta);
            case ServerEvent.TranscriptDone(var responseId, var itemId, var index, var text) ->
                    content(node, "output_audio_transcript.done", responseId, itemId, index)
                            .put("transcript", text);
            case ServerEvent.ArgumentsDelta delta ->
                    place(
                                    node,
                                    "function_call_arguments.delta",
                                    delta.responseId(),
                                    delta.itemId(),
                                    delta.outputIndex())
                            .put("call_id", delta.callId())
                            .put("delta", delta.delta());
            case ServerEvent.ArgumentsDone done ->
                    place(
                                    node,
                                    "function_call_arguments.done",
                                    done.responseId(),
                                    done.itemId(),
                                    done.outputIndex())
                            .put("call_id", done.callId())
                            .put("name", done.name())
                            .put("arguments", done.arguments());
            case ServerEvent.AudioDelta _ ->
                    throw new IllegalArgumentException("is written without a tree");
        }
    }

    private static ObjectNode place(
            ObjectNode node, String what, String responseId, String itemId, int index) {
        return ServerEventWriter.type(node, "response." + what)
                .put("response_id", responseId)
                .put("item_id", itemId)
                .put("output_index", index);
    }

    private static ObjectNode content(
            ObjectNode node, String what, String responseId, String itemId, int index) {
        return place(node, what, responseId, itemId, index).put("content_index", 0);
    }

    private static void part(ObjectNode node, Modality kind, String text) {
        node.putObject("part")
                .put("type", Names.of(kind))
                .put(kind == Modality.AUDIO ? "transcript" : "text", text);
    }
}
