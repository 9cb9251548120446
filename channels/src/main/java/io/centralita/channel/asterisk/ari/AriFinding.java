package io.centralita.channel.asterisk.ari;

import java.util.List;

/// What a look at an Asterisk found: all is well, or the first thing that is not.
public sealed interface AriFinding {
    /// We may ask and be told.
    ///
    /// @param modules that run
    record Ready(Ari.Info info, List<String> modules, Application application)
            implements AriFinding {
        public Ready {
            modules = List.copyOf(modules);
        }
    }

    /// Whether somebody listens as our application.
    sealed interface Application {
        /// Asterisk does not know it: nobody.
        record Free() implements Application {}

        /// Somebody: our own service, if it runs, or another process that has the same name.
        record Taken() implements Application {}

        /// There are calls in it, with a listener or left by one that is gone: Asterisk does not
        /// tell which.
        record Occupied(AriApplication what) implements Application {}
    }

    /// The name has no address.
    record UnknownHost(String host) implements AriFinding {}

    /// The connection is refused: no HTTP server (`enabled` and `bindport` in `http.conf`), or it
    /// listens on another address (`bindaddr`).
    record NothingListens(String host, int port) implements AriFinding {}

    /// No answer at all: wrong address, or a firewall in between; or a server that has come to a
    /// standstill.
    record NoAnswer(String host, int port) implements AriFinding {}

    /// No TLS there, or a certificate that is not trusted.
    record TlsFailed(String host, int port, String detail) implements AriFinding {}

    /// The connection is closed without an answer: something that speaks no HTTP, or an Asterisk
    /// whose session limit is reached (`sessionlimit` in `http.conf`).
    record ClosedUnanswered(String host, int port) implements AriFinding {}

    /// Something answers that speaks no HTTP.
    record NotHttp(String host, int port) implements AriFinding {}

    /// A web server that is not Asterisk's.
    ///
    /// @param server as it calls itself; empty where it does not say
    record NotAsterisk(String server, int status) implements AriFinding {}

    /// Asterisk's web server, without ARI: `enabled` in `ari.conf`, `res_ari.so`, or `prefix` in
    /// `http.conf`.
    record AriDisabled(String server) implements AriFinding {}

    /// ARI without something we need.
    ///
    /// @param modules that are not loaded
    record AriIncomplete(List<String> modules) implements AriFinding {
        public AriIncomplete {
            modules = List.copyOf(modules);
        }
    }

    /// User name (in this case, too) or password are not those of a section in `ari.conf`.
    record WrongCredentials() implements AriFinding {}

    /// `read_only=yes` in the user's section of `ari.conf`: calls could be seen, not served.
    record ReadOnly(Ari.Info info) implements AriFinding {}

    /// Requests are answered, events are not told.
    ///
    /// @param status with which the handshake was refused, 0 where it was not answered
    record NoEvents(Ari.Info info, int status) implements AriFinding {}

    /// Asterisk answers, and not as it should.
    record Failing(int status) implements AriFinding {}
}
