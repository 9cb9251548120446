package io.centralita.fake.model;

import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one `response.create` sets for its response only; null is as the session has it.
///
/// @param inConversation false for `conversation: none`: out of band, beside the one of the
///   conversation
/// @param input in place of the conversation
public record ResponseParams(
        boolean inConversation,
        @Nullable List<NewItem> input,
        @Nullable String instructions,
        @Nullable Modality modality,
        @Nullable AudioFormat outputFormat,
        @Nullable String voice,
        @Nullable List<Tool> tools,
        @Nullable ToolChoice toolChoice,
        @Nullable Boolean parallelToolCalls,
        @Nullable String reasoningEffort,
        @Nullable Integer maxOutputTokens,
        @Nullable String prompt,
        Map<String, String> metadata) {
    public static final ResponseParams DEFAULT = plain(true, null, null, Map.of());

    public static ResponseParams instructed(String instructions) {
        return plain(true, null, instructions, Map.of());
    }

    public static ResponseParams tagged(Map<String, String> metadata) {
        return plain(true, null, null, metadata);
    }

    public static ResponseParams outOfBand(
            @Nullable List<NewItem> input, Map<String, String> metadata) {
        return plain(false, input, null, metadata);
    }

    private static ResponseParams plain(
            boolean inConversation,
            @Nullable List<NewItem> input,
            @Nullable String instructions,
            Map<String, String> metadata) {
        return new ResponseParams(
                inConversation,
                input,
                instructions,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                metadata);
    }
}
