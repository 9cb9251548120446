package io.centralita.fake.model.wire;

import io.centralita.fake.model.Content;
import io.centralita.fake.model.NewItem;
import io.centralita.fake.model.Role;
import java.util.Map;

/// Reads an item that a client wants to add. Stateless.
final class ItemReader {
    private static final Map<String, Role> ROLES =
            Map.of("system", Role.SYSTEM, "user", Role.USER, "assistant", Role.ASSISTANT);
    private static final Map<String, Boolean> STATUSES =
            Map.of("completed", true, "incomplete", true, "in_progress", true);

    private ItemReader() {}

    static NewItem item(Fields fields) {
        var id = fields.optionalText("id");
        var type = fields.text("type");
        var item =
                switch (type) {
                    case "message" ->
                            new NewItem.Message(
                                    id,
                                    fields.choice("role", ROLES),
                                    fields.objects("content").stream()
                                            .map(ItemReader::content)
                                            .toList());
                    case "function_call" ->
                            new NewItem.FunctionCall(
                                    id,
                                    fields.optionalText("call_id"),
                                    fields.text("name"),
                                    fields.text("arguments"));
                    case "function_call_output" ->
                            new NewItem.FunctionCallOutput(
                                    id, fields.text("call_id"), fields.text("output"));
                    case "item_reference" -> new NewItem.Reference(fields.text("id"));
                    default ->
                            throw RefusedException.invalid(
                                    fields.pathOf("type"),
                                    "Invalid value: '" + type + "' is no type of item.");
                };
        fields.optionalChoice("status", STATUSES);
        fields.optionalChoice("object", Map.of("realtime.item", true));
        fields.end();
        return item;
    }

    private static Content content(Fields fields) {
        var type = fields.text("type");
        var content =
                switch (type) {
                    case "input_text" -> new Content.InputText(fields.text("text"));
                    case "output_text" -> new Content.OutputText(fields.text("text"));
                    case "input_audio" -> inputAudio(fields);
                    case "input_image" -> image(fields);
                    case "output_audio" -> outputAudio(fields);
                    default ->
                            throw RefusedException.invalid(
                                    fields.pathOf("type"),
                                    "Invalid value: '"
                                            + type
                                            + "'. Supported values are: 'input_text',"
                                            + " 'input_audio', 'input_image', 'output_text' and"
                                            + " 'output_audio'.");
                };
        fields.end();
        return content;
    }

    /// The length is left to whoever knows the format; an item of one's own is never truncated.
    private static Content inputAudio(Fields fields) {
        var audio = ClientEventReader.base64(fields, "audio");
        return new Content.InputAudio(fields.optionalText("transcript"), 0, audio);
    }

    private static Content image(Fields fields) {
        fields.optionalChoice("detail", Map.of("auto", true, "low", true, "high", true));
        return new Content.InputImage(fields.text("image_url"));
    }

    private static Content outputAudio(Fields fields) {
        var transcript = fields.optionalText("transcript");
        fields.optionalText("audio");
        return new Content.OutputAudio(transcript, 0);
    }
}
