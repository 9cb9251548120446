package io.centralita.console.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The servers that help audio find its way through networks (RFC 8445): STUN says what address one
/// has outside, TURN relays what nothing else gets through.
///
/// @param stun addresses `stun:host:port`
/// @param turn addresses `turn:host:port?transport=udp`
/// @param secret that we share with the TURN servers (coturn's `static-auth-secret`); there where
///   `turn` is
/// @param ttl how long credentials serve: at least as long as a call
public record IceServers(
        List<String> stun, List<String> turn, Optional<String> secret, Duration ttl) {
    public static final IceServers NONE =
            new IceServers(List.of(), List.of(), Optional.empty(), Duration.ofHours(2));

    public IceServers {
        stun = List.copyOf(stun);
        turn = List.copyOf(turn);
        if (!turn.isEmpty() && secret.isEmpty()) {
            throw new IllegalArgumentException("TURN servers without their secret");
        }
    }

    /// What a browser's `RTCPeerConnection` is configured with, and how long it may be kept.
    ///
    /// @param id of whoever is to use it, in the TURN servers' logs
    Map<String, Object> configuration(String id, Instant now) {
        var servers = new ArrayList<Map<String, Object>>();
        if (!stun.isEmpty()) {
            servers.add(Map.of("urls", stun));
        }
        if (!turn.isEmpty()) {
            var credentials = credentials(id, now);
            servers.add(
                    Map.of(
                            "urls", turn,
                            "username", credentials.username(),
                            "credential", credentials.password()));
        }
        var configuration = new LinkedHashMap<String, Object>();
        configuration.put("iceServers", servers);
        configuration.put("iceTransportPolicy", "all");
        configuration.put("bundlePolicy", "max-bundle");
        configuration.put("rtcpMuxPolicy", "require");
        configuration.put("iceCandidatePoolSize", 0);
        configuration.put("ttl", ttl.toSeconds());
        configuration.put("turn", !turn.isEmpty());
        return configuration;
    }

    /// What a TURN server lets somebody in with.
    public record Credentials(String username, String password) {
        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    /// Good for [#ttl] from now on; where there are TURN servers.
    ///
    /// @param id of whoever is to use them, in the TURN servers' logs
    public Credentials credentials(String id, Instant now) {
        var username = now.plus(ttl).getEpochSecond() + ":" + id;
        return new Credentials(username, credential(secret.orElseThrow(), username));
    }

    /// The password that goes with a user name `<unix expiry>:<id>` (TURN REST API,
    /// draft-uberti-behave-turn-rest-00 §2.2).
    static String credential(String secret, String username) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "IceServers[stun=%s, turn=%s, ttl=%s]".formatted(stun, turn, ttl);
    }
}
