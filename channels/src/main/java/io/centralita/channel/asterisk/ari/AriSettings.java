package io.centralita.channel.asterisk.ari;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// How an Asterisk's REST interface is met.
///
/// @param url `http://127.0.0.1:8088/ari` for example, as far as `ari`; empty for an Asterisk that
///   comes to us and is not to be reached from here
/// @param username of `ari.conf`, case-sensitive; empty where it is not to be reached
/// @param password likewise
/// @param application our name in `Stasis(…)`; each process that runs needs its own
/// @param events who opens the connection of events
/// @param limits what is waited for, and how long
public record AriSettings(
        Optional<URI> url,
        String username,
        String password,
        String application,
        Events events,
        Limits limits) {
    public AriSettings {
        if (url.isEmpty() && events == Events.CONNECT) {
            throw new IllegalArgumentException("nobody connects to an Asterisk without a URL");
        }
    }

    public AriSettings(
            URI url,
            String username,
            String password,
            String application,
            Events events,
            Limits limits) {
        this(Optional.of(url), username, password, application, events, limits);
    }

    /// Of an Asterisk that comes to us: requests go over the connection that it opens.
    public static AriSettings coming(String application, Limits limits) {
        return new AriSettings(Optional.empty(), "", "", application, Events.LISTEN, limits);
    }

    /// Where it is reached.
    ///
    /// @throws IllegalStateException where it is not
    public URI base() {
        return url.orElseThrow(() -> new IllegalStateException("this Asterisk comes to us"));
    }

    public enum Events {
        /// We connect to Asterisk.
        CONNECT,
        /// Asterisk connects to us (`outbound_websocket` in `ari.conf`).
        LISTEN
    }

    /// @param request for one request with all its attempts
    /// @param ping between two pings of ours: Asterisk sends none
    /// @param pong after which a connection that does not answer a ping is dead
    /// @param firstRetry pause after which a lost connection of events is opened anew
    /// @param lastRetry what that pause grows to
    /// @param connections for requests, at once, 1 to 90; Asterisk takes 100 of all kinds together
    ///   unless told otherwise
    public record Limits(
            Duration request,
            Duration ping,
            Duration pong,
            Duration firstRetry,
            Duration lastRetry,
            int connections) {
        private static final int MOST_CONNECTIONS = 90;

        public Limits {
            if (connections < 1 || connections > MOST_CONNECTIONS) {
                throw new IllegalArgumentException(
                        "connections: 1 to " + MOST_CONNECTIONS + ", not " + connections);
            }
        }

        public static final Limits DEFAULT =
                new Limits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(5),
                        16);
    }

    /// Credentials do not print.
    @Override
    public String toString() {
        return "AriSettings[" + url.map(URI::toString).orElse("") + ", " + application + "]";
    }
}
