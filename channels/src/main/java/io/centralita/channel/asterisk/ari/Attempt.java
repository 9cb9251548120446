package io.centralita.channel.asterisk.ari;

/// What became of one attempt at a request.
sealed interface Attempt {
    record Answered(AriAnswer answer) implements Attempt {}

    /// There was no connection to send it on: nothing was done.
    record NotSent(Throwable cause) implements Attempt {}

    /// The connection ended before the answer did: it may have been done.
    ///
    /// @param reused something had been answered on that connection before; where nothing had, it
    ///   was closed as Asterisk closes those beyond its session limit
    record Broken(boolean reused, Throwable cause) implements Attempt {}

    /// No answer in time: it may have been done.
    ///
    /// @param sent whether there was a connection at all
    record Late(boolean sent) implements Attempt {}

    /// No HTTP, or more of it than anybody wants.
    record Nonsense() implements Attempt {}
}
