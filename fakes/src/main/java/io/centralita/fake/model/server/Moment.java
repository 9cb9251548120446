package io.centralita.fake.model.server;

import java.time.Duration;

/// When something goes wrong on a connection.
public sealed interface Moment {
    /// Before the upgrade is answered; for what happens at the door.
    record AtConnect() implements Moment {}

    /// After `session.created`.
    record Opened() implements Moment {}

    /// After the first `session.updated`.
    record Configured() implements Moment {}

    /// So long after the connection was opened.
    record After(Duration time) implements Moment {}

    /// After the n-th `response.created`, from 1.
    record ResponseBegins(int number) implements Moment {}

    /// When so much audio of the n-th response has been sent.
    record AudioSent(int number, int audioMs) implements Moment {}

    /// After the n-th `response.done`.
    record ResponseEnds(int number) implements Moment {}
}
