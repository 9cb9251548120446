package io.centralita.fake.model;

/// An item with what the server knows about it beyond the wire.
///
/// @param audioMs audio generated or received so far, what a truncation removed not counted
/// @param generatedMs audio generated so far, what a truncation removed counted
/// @param truncated whether its audio was cut
/// @param deleted whether it has left the conversation
public record ItemState(
        Item item, int audioMs, int generatedMs, boolean truncated, boolean deleted) {
    public String id() {
        return item.id();
    }

    public ItemStatus status() {
        return item.status();
    }
}
