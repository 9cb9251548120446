package io.centralita.fake.model;

/// What an output item is filled with.
interface Filling {
    Entry entry();

    /// Emits one event; false when there was none left.
    boolean step();

    /// Skips to the events that end the content, and emits them.
    void cut();

    Item item(ItemStatus status);

    /// The item enters the conversation.
    default void joins(Books books, ResponseRun run) {}
}
