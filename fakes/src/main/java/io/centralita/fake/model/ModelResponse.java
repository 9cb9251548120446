package io.centralita.fake.model;

import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A response as `response.created` and `response.done` tell it.
///
/// @param details null while it runs and where it completed
/// @param output finished items; none while it runs
/// @param conversationId null out of band
/// @param usage null while it runs
public record ModelResponse(
        String id,
        Status status,
        @Nullable Details details,
        List<Item> output,
        @Nullable String conversationId,
        Modality modality,
        int maxOutputTokens,
        AudioFormat outputFormat,
        String voice,
        @Nullable Usage usage,
        Map<String, String> metadata) {

    /// How a response stands or has ended.
    public enum Status {
        IN_PROGRESS,
        COMPLETED,
        CANCELLED,
        INCOMPLETE,
        FAILED
    }

    /// Why it ended.
    ///
    /// @param reason `turn_detected`, `client_cancelled`, `max_output_tokens` or `content_filter`
    /// @param errorType and `errorCode` of one that failed
    public record Details(
            @Nullable String reason, @Nullable String errorType, @Nullable String errorCode) {
        public static final Details TURN_DETECTED = because("turn_detected");
        public static final Details CLIENT_CANCELLED = because("client_cancelled");

        public static Details because(String reason) {
            return new Details(reason, null, null);
        }

        public static Details error(String type, String code) {
            return new Details(null, type, code);
        }
    }
}
