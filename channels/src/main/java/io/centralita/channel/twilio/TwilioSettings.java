package io.centralita.channel.twilio;

import io.centralita.call.leg.AfterFailure;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the channel meets Twilio.
///
/// @param publicUrl where Twilio reaches this server, `https://voice.example.net` for example, with
///   a path where a proxy adds one; needed as soon as there is an auth token
/// @param authTokens keys of the signature: the current one and, while it is being changed, the
///   previous one; without any, only direct requests from this machine are served
/// @param language of sentences about faults met before the call's own language is known
/// @param afterFailure what becomes of a caller whom no engine can serve any more
/// @param features what is used of Twilio beside calls
/// @param streamUrl where Twilio reaches this very process with a media stream, where a balancer
///   hands requests under the public URL to several; empty where that is the public URL
public record TwilioSettings(
        Optional<URI> publicUrl,
        List<String> authTokens,
        Locale language,
        Limits limits,
        AfterFailure afterFailure,
        Features features,
        Optional<URI> streamUrl) {
    private static final List<String> HTTP = List.of("https", "http");
    private static final List<String> ANY = List.of("https", "http", "wss", "ws");

    public TwilioSettings {
        authTokens = List.copyOf(authTokens);
        if (authTokens.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("an auth token must not be blank");
        }
        publicUrl.ifPresent(url -> requireUrl(url, HTTP));
        streamUrl.ifPresent(url -> requireUrl(url, ANY));
        if (!authTokens.isEmpty() && publicUrl.isEmpty()) {
            throw new IllegalArgumentException(
                    "an auth token needs the public URL: signatures are checked against it");
        }
    }

    /// Callers whom no engine can serve are hung up on.
    public TwilioSettings(
            Optional<URI> publicUrl, List<String> authTokens, Locale language, Limits limits) {
        this(publicUrl, authTokens, language, limits, AfterFailure.HANG_UP);
    }

    /// Nothing is used of Twilio beside calls, and streams come under the public URL.
    public TwilioSettings(
            Optional<URI> publicUrl,
            List<String> authTokens,
            Locale language,
            Limits limits,
            AfterFailure afterFailure) {
        this(
                publicUrl,
                authTokens,
                language,
                limits,
                afterFailure,
                Features.NONE,
                Optional.empty());
    }

    public TwilioSettings with(AfterFailure other) {
        return new TwilioSettings(
                publicUrl, authTokens, language, limits, other, features, streamUrl);
    }

    public TwilioSettings with(Features other) {
        return new TwilioSettings(
                publicUrl, authTokens, language, limits, afterFailure, other, streamUrl);
    }

    public TwilioSettings withStreamUrl(Optional<URI> other) {
        return new TwilioSettings(
                publicUrl, authTokens, language, limits, afterFailure, features, other);
    }

    /// What is used of Twilio beside calls.
    ///
    /// @param transfers whether callers can be put through to people
    /// @param recording what is recorded; needs a way to ask Twilio
    public record Features(boolean transfers, Recording recording) {
        public static final Features NONE = new Features(false, Recording.OFF);
    }

    public enum Recording {
        OFF,
        /// Every call, and its caller is told so before the greeting.
        ANNOUNCED,
        /// Every call; whoever has to be told is told elsewhere.
        SILENT
    }

    /// For calls from this machine alone.
    public static TwilioSettings local(Locale language) {
        return new TwilioSettings(Optional.empty(), List.of(), language, Limits.DEFAULT);
    }

    private static void requireUrl(URI url, List<String> schemes) {
        boolean right = url.getScheme() != null && schemes.contains(url.getScheme());
        if (!right
                || url.getHost() == null
                || url.getQuery() != null
                || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "a URL of ours must be %s://host[:port][/path], not %s"
                            .formatted(String.join("|", schemes), url));
        }
    }

    /// Tokens never print.
    @Override
    public String toString() {
        return "TwilioSettings[publicUrl=%s, streamUrl=%s, authTokens=%d, language=%s, limits=%s, after=%s]"
                .formatted(publicUrl, streamUrl, authTokens.size(), language, limits, afterFailure);
    }

    /// Bounds of time and room.
    ///
    /// @param maxAhead audio sent and not yet heard by the caller, 100 ms to 5 s; small, because a
    ///   caller who interrupts must be understood to have heard what he really heard
    /// @param webhookTimeout how long a call may ring before it is answered with an apology; Twilio
    ///   itself gives up after 15 s
    /// @param startTimeout from the WebSocket's opening to its `start` message
    /// @param tokenLife from the TwiML answer to the `start` message
    /// @param maxRinging calls answered with TwiML whose stream has not started
    /// @param stallTimeout how long the socket may refuse further audio
    /// @param peerSilence how long Twilio, which sends audio all the time, may send nothing
    public record Limits(
            Duration maxAhead,
            Duration webhookTimeout,
            Duration startTimeout,
            Duration tokenLife,
            int maxRinging,
            Duration stallTimeout,
            Duration peerSilence) {
        private static final Duration MAX_WEBHOOK = Duration.ofSeconds(14);
        private static final Duration MAX_WAIT = Duration.ofMinutes(10);

        public static final Limits DEFAULT =
                new Limits(
                        Duration.ofMillis(300),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        1_000,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30));

        public Limits {
            requireRange("maxAhead", maxAhead, Duration.ofMillis(100), Duration.ofSeconds(5));
            requireRange("webhookTimeout", webhookTimeout, Duration.ofMillis(1), MAX_WEBHOOK);
            requireRange("startTimeout", startTimeout, Duration.ofMillis(1), MAX_WAIT);
            requireRange("tokenLife", tokenLife, Duration.ofMillis(1), Duration.ofHours(1));
            requireRange("stallTimeout", stallTimeout, Duration.ofMillis(1), MAX_WAIT);
            requireRange("peerSilence", peerSilence, Duration.ofMillis(100), MAX_WAIT);
            if (maxRinging < 1) {
                throw new IllegalArgumentException("maxRinging must be at least 1");
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
