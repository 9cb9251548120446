package io.centralita.channel.asterisk.websocket;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How media WebSockets come about.
///
/// @param media where Asterisk takes them, `ws://127.0.0.1:8088/media` for example
/// @param client the section of `websocket_client.conf` by which Asterisk connects to us; empty
///   where we connect to it
/// @param visitors what Asterisk shows when it connects to us
/// @param rateHz samples per second, 8 000, 16 000 or 24 000; empty for what suits the caller's
///   phone
/// @param directCalls whether callers are let in whom the dial plan sends without an ARI
///   application
public record WebSocketSettings(
        URI media,
        Optional<String> client,
        Visitors visitors,
        OptionalInt rateHz,
        boolean directCalls,
        Limits limits) {
    public WebSocketSettings {
        if (!List.of("ws", "wss").contains(media.getScheme()) || media.getHost() == null) {
            throw new IllegalArgumentException(
                    "media must be ws|wss://host[:port]/path, not " + media);
        }
        if (rateHz.isPresent() && !List.of(8_000, 16_000, 24_000).contains(rateHz.getAsInt())) {
            throw new IllegalArgumentException(
                    "rateHz must be 8000, 16000 or 24000, not " + rateHz.getAsInt());
        }
    }

    /// Where the Asterisk of an ARI takes media WebSockets: beside it, prefix included.
    ///
    /// @param ari `http://127.0.0.1:8088/ari` for example
    public static URI besideAri(URI ari) {
        var path = ari.getPath() == null ? "" : ari.getPath().replaceAll("/+$", "");
        var base = path.endsWith("/ari") ? path.substring(0, path.length() - 4) : path;
        var scheme = "https".equals(ari.getScheme()) ? "wss" : "ws";
        return URI.create(scheme + "://" + ari.getAuthority() + base + "/media");
    }

    /// HTTP Basic credentials, `username` and `password` in `websocket_client.conf`.
    ///
    /// @param password empty where there is none: then only this machine is let in, directly
    public record Visitors(String username, String password) {
        public static final Visitors OF_THIS_MACHINE = new Visitors("", "");

        /// The password does not print.
        @Override
        public String toString() {
            return "Visitors[" + username + "]";
        }
    }

    /// Bounds of time and room.
    ///
    /// @param connect until audio could flow
    /// @param start from a connection's opening to its MEDIA_START
    /// @param ahead audio sent and not yet heard by the caller, on a network without delay; 60 ms
    ///   to 1 s. The frame being played included: 80 ms leave 40 to 60 in Asterisk's queue.
    /// @param stall how long Asterisk may take nothing of what we have
    /// @param silence after which an Asterisk that sends nothing, even when asked, is gone
    /// @param lines open or prepared at once
    public record Limits(
            Duration connect,
            Duration start,
            Duration ahead,
            Duration stall,
            Duration silence,
            int lines) {
        private static final Duration LONG = Duration.ofMinutes(10);

        public static final Limits DEFAULT =
                new Limits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(80),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        1_000);

        public Limits {
            requireRange("connect", connect, Duration.ofMillis(10), Duration.ofSeconds(30));
            requireRange("start", start, Duration.ofMillis(10), LONG);
            requireRange("ahead", ahead, Duration.ofMillis(60), Duration.ofSeconds(1));
            requireRange("stall", stall, Duration.ofMillis(500), LONG);
            requireRange("silence", silence, Duration.ofMillis(500), LONG);
            if (lines < 1) {
                throw new IllegalArgumentException("lines must be at least 1");
            }
        }

        private static void requireRange(String name, Duration value, Duration min, Duration max) {
            if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                throw new IllegalArgumentException(
                        "%s must be %s to %s, not %s".formatted(name, min, max, value));
            }
        }
    }
}
