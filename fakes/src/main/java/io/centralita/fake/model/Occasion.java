package io.centralita.fake.model;

import java.util.List;

/// What a model looks at when it begins a response. Valid during the call only.
public interface Occasion {
    Trigger trigger();

    /// What the response answers: the conversation so far, or the input of its request.
    List<Item> items();

    SessionConfig session();

    ResponseParams request();

    List<Tool> tools();

    /// Of this response in the session, from 1.
    int number();

    /// Who asked for the response.
    enum Trigger {
        CLIENT,
        /// The caller's turn ended.
        TURN_END,
        /// Nobody spoke for `idle_timeout_ms`.
        IDLE
    }
}
