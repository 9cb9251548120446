package io.centralita.fake.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An item of the conversation and what happens to it.
final class Entry {
    private final String id;
    private Item item;

    /// Tells the item as it is while a response makes it.
    private @Nullable Supplier<Item> making;

    private int generatedMs;
    private int cutToMs = -1;
    private boolean deleted;

    Entry(Item item) {
        this.id = item.id();
        this.item = item;
    }

    String id() {
        return id;
    }

    Item item() {
        return making == null ? item : making.get();
    }

    void makes(Supplier<Item> progress) {
        making = progress;
    }

    void settle(Item finished) {
        making = null;
        item = finished;
    }

    void generated(int audioMs) {
        generatedMs += audioMs;
    }

    int generatedMs() {
        return generatedMs;
    }

    int audioMs() {
        return isTruncated() ? cutToMs : generatedMs;
    }

    boolean isTruncated() {
        return cutToMs >= 0;
    }

    /// The transcript goes with the audio: nobody knows which words were before the cut.
    void truncate(int audioEndMs) {
        cutToMs = audioEndMs;
        if (making == null && item instanceof Item.Message message) {
            item = withContent(message, List.of(new Content.OutputAudio(null, audioEndMs)));
        }
    }

    void transcribed(String transcript) {
        if (item instanceof Item.Message message) {
            var content = new ArrayList<Content>();
            for (var part : message.content()) {
                content.add(
                        part instanceof Content.InputAudio(var _, var audioMs, var audio)
                                ? new Content.InputAudio(transcript, audioMs, audio)
                                : part);
            }
            item = withContent(message, List.copyOf(content));
        }
    }

    void delete() {
        deleted = true;
    }

    boolean isDeleted() {
        return deleted;
    }

    ItemState state() {
        return new ItemState(item(), audioMs(), generatedMs, isTruncated(), deleted);
    }

    private static Item withContent(Item.Message message, List<Content> content) {
        return new Item.Message(
                message.id(), message.status(), message.role(), content, message.phase());
    }
}
