package io.centralita.fake.model;

import org.jspecify.annotations.Nullable;

/// Where audio may be cut. Stateless.
final class TruncationRules {
    private TruncationRules() {}

    static @Nullable ApiError check(Entry entry, ClientEvent.ItemTruncate cut) {
        var problems = new Problems();
        problems.require(
                cut.contentIndex() == 0,
                "content_index",
                "Invalid 'content_index': " + cut.contentIndex() + ".");
        problems.require(
                cut.audioEndMs() >= 0,
                "audio_end_ms",
                "Invalid 'audio_end_ms': must not be negative.");
        problems.require(
                isModelAudio(entry),
                "unsupported_content_type",
                "item_id",
                "Only model output audio messages can be truncated");
        problems.require(
                entry.audioMs() >= cut.audioEndMs(),
                "audio_end_ms",
                "Audio content of "
                        + entry.audioMs()
                        + "ms is already shorter than "
                        + cut.audioEndMs()
                        + "ms");
        return problems.first();
    }

    private static boolean isModelAudio(Entry entry) {
        return entry.generatedMs() > 0
                && entry.item() instanceof Item.Message message
                && message.role() == Role.ASSISTANT;
    }
}
