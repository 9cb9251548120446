package io.centralita.engine.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/// Reads the `usage` of responses and transcriptions («Managing costs», Realtime guide): cached
/// tokens are a part of the input; what no detail explains counts as text.
final class UsageReader {
    private UsageReader() {}

    static @Nullable Usage response(String model, JsonNode usage) {
        if (!usage.isObject()) {
            return null;
        }
        var amounts = new EnumMap<UsageKind, Long>(UsageKind.class);
        var in = details(usage, "input_token_details", "input_tokens_details");
        var cached = details(in, "cached_tokens_details", "cached_tokens_details");
        long audioIn = in.path("audio_tokens").asLong();
        long imageIn = in.path("image_tokens").asLong();
        put(amounts, UsageKind.INPUT_AUDIO, audioIn);
        put(amounts, UsageKind.INPUT_IMAGE, imageIn);
        put(
                amounts,
                UsageKind.INPUT_TEXT,
                Math.max(
                        in.path("text_tokens").asLong(),
                        usage.path("input_tokens").asLong() - audioIn - imageIn));
        long audioCached = cached.path("audio_tokens").asLong();
        long imageCached = cached.path("image_tokens").asLong();
        put(amounts, UsageKind.CACHED_AUDIO, audioCached);
        put(amounts, UsageKind.CACHED_IMAGE, imageCached);
        put(
                amounts,
                UsageKind.CACHED_TEXT,
                Math.max(
                        cached.path("text_tokens").asLong(),
                        in.path("cached_tokens").asLong() - audioCached - imageCached));
        var spoken = details(usage, "output_token_details", "output_tokens_details");
        long audioOut = spoken.path("audio_tokens").asLong();
        put(amounts, UsageKind.OUTPUT_AUDIO, audioOut);
        put(
                amounts,
                UsageKind.OUTPUT_TEXT,
                Math.max(
                        spoken.path("text_tokens").asLong(),
                        usage.path("output_tokens").asLong() - audioOut));
        return amounts.isEmpty() ? null : new Usage(model, amounts);
    }

    static @Nullable Usage transcription(String model, JsonNode usage) {
        if ("duration".equals(usage.path("type").asText())) {
            var amounts = new EnumMap<UsageKind, Long>(UsageKind.class);
            put(
                    amounts,
                    UsageKind.TRANSCRIBED_MS,
                    Math.round(usage.path("seconds").asDouble() * 1_000));
            return amounts.isEmpty() ? null : new Usage(model, amounts);
        }
        return response(model, usage);
    }

    private static JsonNode details(JsonNode usage, String name, String otherName) {
        var details = usage.path(name);
        return details.isObject() ? details : usage.path(otherName);
    }

    private static void put(EnumMap<UsageKind, Long> amounts, UsageKind kind, long amount) {
        if (amount > 0) {
            amounts.put(kind, amount);
        }
    }
}
