package io.centralita.fake.asterisk.phone;

/// What happens to a phone.
public sealed interface Story {
    record Rings() implements Story {}

    /// 183.
    record Progresses() implements Story {}

    record Answered() implements Story {}

    /// A key from the other side (RFC 4733).
    record Digit(char key, int durationMs) implements Story {}

    record Music(boolean on) implements Story {}

    /// A REFER: the phone goes elsewhere.
    record Referred(String to) implements Story {}

    /// A BYE from Asterisk.
    record HungUp(int cause) implements Story {}

    /// The call is over without having been answered.
    record Rejected(int sipStatus) implements Story {}

    /// The phone itself hung up.
    record Left() implements Story {}
}
