package io.centralita.fake.model;

/// Who a message is from.
public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
}
