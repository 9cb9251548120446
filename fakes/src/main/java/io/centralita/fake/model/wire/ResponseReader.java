package io.centralita.fake.model.wire;

import io.centralita.fake.model.ResponseParams;
import io.centralita.media.AudioFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what `response.create` asks for. Stateless.
final class ResponseReader {
    private ResponseReader() {}

    static ResponseParams params(Fields fields) {
        var inConversation =
                fields.optionalChoice("conversation", Map.of("auto", true, "none", false));
        var input = fields.optionalObjects("input");
        @Nullable AudioFormat format = null;
        @Nullable String voice = null;
        var audio = fields.optionalObject("audio");
        if (audio != null) {
            var output = audio.optionalObject("output");
            if (output != null) {
                format = SessionReader.format(output);
                voice = SessionReader.voice(output);
                output.end();
            }
            audio.end();
        }
        var params =
                new ResponseParams(
                        inConversation == null || inConversation,
                        input == null ? null : input.stream().map(ItemReader::item).toList(),
                        fields.optionalText("instructions"),
                        SessionReader.modality(fields),
                        format,
                        voice,
                        SessionReader.tools(fields),
                        SessionReader.toolChoice(fields),
                        fields.optionalBoolean("parallel_tool_calls"),
                        SessionReader.effort(fields),
                        SessionReader.outputTokens(fields),
                        SessionReader.json(fields.raw("prompt")),
                        metadata(fields));
        fields.end();
        return params;
    }

    private static Map<String, String> metadata(Fields parent) {
        var node = parent.raw("metadata");
        if (node == null || node.isNull()) {
            return Map.of();
        }
        var fields = parent.object("metadata");
        var metadata = new LinkedHashMap<String, String>();
        node.fieldNames().forEachRemaining(key -> metadata.put(key, fields.text(key)));
        return metadata;
    }
}
