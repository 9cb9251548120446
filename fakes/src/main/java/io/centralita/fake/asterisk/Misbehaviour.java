package io.centralita.fake.asterisk;

import java.time.Duration;

/// What Asterisk's HTTP server does on a bad day, in place of an answer or with it.
public sealed interface Misbehaviour {
    /// Another status; nothing is done.
    record Refuse(int status) implements Misbehaviour {}

    /// Nothing is done, nothing is answered.
    record Hang() implements Misbehaviour {}

    /// The connection is reset; nothing is done.
    record Reset() implements Misbehaviour {}

    /// It is done, but the connection is reset before the answer.
    record LoseAnswer() implements Misbehaviour {}

    /// It is done, and answered later.
    record Late(Duration by) implements Misbehaviour {}
}
