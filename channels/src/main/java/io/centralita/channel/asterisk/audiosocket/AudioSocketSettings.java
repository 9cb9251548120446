package io.centralita.channel.asterisk.audiosocket;

import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How AudioSocket is served.
///
/// @param host where we listen: an address of this machine
/// @param port where we listen; 0 takes a free one, with a single event loop
/// @param advertisedHost under which the Asterisk reaches us
/// @param loops event loops that serve connections
/// @param format that ARI calls are to have: PCM of 8, 16 or 24 kHz; empty for what suits the
///   caller's phone. An Asterisk that has nothing but 8 kHz gets that
/// @param announcements of calls that the dial plan sends straight to us
/// @param strangers what becomes of such calls that were not announced
public record AudioSocketSettings(
        String host,
        int port,
        String advertisedHost,
        int loops,
        Optional<AudioFormat> format,
        Announcements announcements,
        Strangers strangers,
        Limits limits) {
    public static final String LOOPBACK = "127.0.0.1";
    public static final int PORT = 9092;

    private static final List<AudioFormat> FORMATS =
            List.of(AudioFormat.PCM_8K, AudioFormat.PCM_16K, AudioFormat.PCM_24K);

    public AudioSocketSettings {
        if (host.isBlank() || advertisedHost.isBlank()) {
            throw new IllegalArgumentException("a host must not be blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (loops < 1 || (port == 0 && loops > 1)) {
            throw new IllegalArgumentException(
                    "loops must be at least 1, and 1 with any port, not " + loops);
        }
        if (format.isPresent() && !FORMATS.contains(format.get())) {
            throw new IllegalArgumentException("format must be one of " + FORMATS);
        }
    }

    /// For an Asterisk on this machine.
    public static AudioSocketSettings local() {
        return new AudioSocketSettings(
                LOOPBACK,
                PORT,
                LOOPBACK,
                1,
                Optional.empty(),
                Announcements.DEFAULT,
                Strangers.NONE,
                Limits.DEFAULT);
    }

    public AudioSocketSettings at(String otherHost, int otherPort, String otherAdvertisedHost) {
        return new AudioSocketSettings(
                otherHost,
                otherPort,
                otherAdvertisedHost,
                loops,
                format,
                announcements,
                strangers,
                limits);
    }

    public AudioSocketSettings onLoops(int other) {
        return new AudioSocketSettings(
                host, port, advertisedHost, other, format, announcements, strangers, limits);
    }

    public AudioSocketSettings with(AudioFormat other) {
        return new AudioSocketSettings(
                host,
                port,
                advertisedHost,
                loops,
                Optional.of(other),
                announcements,
                strangers,
                limits);
    }

    public AudioSocketSettings with(Announcements other) {
        return new AudioSocketSettings(
                host, port, advertisedHost, loops, format, other, strangers, limits);
    }

    public AudioSocketSettings with(Strangers other) {
        return new AudioSocketSettings(
                host, port, advertisedHost, loops, format, announcements, other, limits);
    }

    public AudioSocketSettings with(Limits other) {
        return new AudioSocketSettings(
                host, port, advertisedHost, loops, format, announcements, strangers, other);
    }

    /// @param key that announcements must bring along; without one they are taken from this machine
    ///   alone
    /// @param life from the announcement to the connection
    /// @param capacity announced calls that have not come
    public record Announcements(Optional<String> key, Duration life, int capacity) {
        public static final Announcements DEFAULT =
                new Announcements(Optional.empty(), Duration.ofSeconds(60), 1_000);

        public Announcements {
            if (key.isPresent() && key.get().isBlank()) {
                throw new IllegalArgumentException("a key must not be blank");
            }
            requirePositive("life", life);
            requirePositive("capacity", capacity);
        }

        public Announcements withKey(String other) {
            return new Announcements(Optional.of(other), life, capacity);
        }

        /// A key never prints.
        @Override
        public String toString() {
            return "Announcements[key=%s, life=%s, capacity=%d]"
                    .formatted(key.isPresent() ? "set" : "none", life, capacity);
        }
    }

    /// @param lines open or prepared at once
    /// @param nameless connections that have not said their id
    /// @param id how long a connection may take to say it
    /// @param arrival how long Asterisk may take to connect a call that it was asked for
    /// @param firstAudio how long the rate of a call without ARI, which only its audio tells, is
    ///   waited for; 8 kHz then. Less than the 2 s after which Asterisk ends a call over silence
    /// @param stallTimeout how long the network may take no audio
    public record Limits(
            int lines,
            int nameless,
            Duration id,
            Duration arrival,
            Duration firstAudio,
            Duration stallTimeout) {
        private static final Duration IDLE = Duration.ofSeconds(2);

        public static final Limits DEFAULT =
                new Limits(
                        1_000,
                        100,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5));

        public Limits {
            requirePositive("lines", lines);
            requirePositive("nameless", nameless);
            requirePositive("id", id);
            requirePositive("arrival", arrival);
            requirePositive("firstAudio", firstAudio);
            requirePositive("stallTimeout", stallTimeout);
            if (firstAudio.compareTo(IDLE) >= 0) {
                throw new IllegalArgumentException("firstAudio must be less than " + IDLE);
            }
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
