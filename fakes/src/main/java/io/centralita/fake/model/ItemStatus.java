package io.centralita.fake.model;

/// How far an item has come.
public enum ItemStatus {
    IN_PROGRESS,
    COMPLETED,
    /// Its response was cut short.
    INCOMPLETE
}
