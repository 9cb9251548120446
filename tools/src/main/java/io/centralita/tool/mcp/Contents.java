package io.centralita.tool.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;

/// What a server's tool said, as text for a model that speaks on the telephone.
final class Contents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Contents() {}

    /// The text parts; where there are none, the structured content as JSON. What cannot be spoken
    /// is named in words.
    static String text(McpSchema.CallToolResult result) {
        var texts = new ArrayList<String>();
        var refused = new ArrayList<String>();
        for (var part : result.content()) {
            switch (part) {
                case McpSchema.TextContent text -> texts.add(text.text());
                case McpSchema.EmbeddedResource embedded -> {
                    if (embedded.resource() instanceof McpSchema.TextResourceContents text) {
                        texts.add(text.text());
                    } else {
                        refused.add("a file");
                    }
                }
                case McpSchema.ResourceLink link -> refused.add("a link to " + link.name());
                case McpSchema.ImageContent _ -> refused.add("an image");
                case McpSchema.AudioContent _ -> refused.add("a recording");
                default -> refused.add("something");
            }
        }
        texts.removeIf(String::isBlank);
        if (texts.isEmpty() && result.structuredContent() != null) {
            texts.add(json(result.structuredContent()));
        }
        if (!refused.isEmpty()) {
            texts.add(
                    "(The answer also has %s, which cannot be passed on in a call.)"
                            .formatted(String.join(", ", refused)));
        }
        return String.join("\n", texts).strip();
    }

    private static String json(Object tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written", e);
        }
    }
}
