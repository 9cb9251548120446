package io.centralita.console.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Asks STUN and TURN servers what a browser would ask them, to see whether they serve (RFC 8489,
/// RFC 8656). Blocks, 5 s at most for each answer.
public final class TurnProbe {
    private static final byte[] RELAY_UDP = {17, 0, 0, 0};

    private TurnProbe() {}

    /// What a TURN server says.
    ///
    /// @param error as STUN has it, 401 for wrong credentials; 0 where an address was given
    /// @param port of the relayed address; 0 where none was given
    public record Answer(int error, int port) {
        public boolean relays() {
            return error == 0;
        }
    }

    /// Asks for a relayed address, and gives it back at once by leaving.
    ///
    /// @param url as TURN_URLS has it
    /// @throws IOException where the server does not answer, or with something else than STUN
    public static Answer allocate(String url, String username, String credential)
            throws IOException {
        try (var line = StunLine.to(IceUrl.parse(url))) {
            var transport = Map.of(StunMessage.REQUESTED_TRANSPORT, RELAY_UDP);
            var first = line.exchange(StunMessage.request(StunMessage.ALLOCATE, transport));
            var realm = first.attribute(StunMessage.REALM);
            var attributes = new LinkedHashMap<>(transport);
            attributes.put(StunMessage.USERNAME, username.getBytes(UTF_8));
            attributes.put(StunMessage.REALM, realm);
            attributes.put(StunMessage.NONCE, first.attribute(StunMessage.NONCE));
            var key = md5(username + ":" + new String(realm, UTF_8) + ":" + credential);
            var answer =
                    line.exchange(
                            StunMessage.request(StunMessage.ALLOCATE, attributes).signed(key));
            return answer.isSuccess()
                    ? new Answer(0, answer.address(StunMessage.XOR_RELAYED_ADDRESS).getPort())
                    : new Answer(answer.error(), 0);
        }
    }

    /// Asks as whom the server sees us.
    ///
    /// @param url as STUN_URLS has it
    /// @throws IOException where the server does not answer, or with something else than STUN
    public static InetSocketAddress seenAs(String url) throws IOException {
        try (var line = StunLine.to(IceUrl.parse(url))) {
            var answer = line.exchange(StunMessage.request(StunMessage.BINDING, Map.of()));
            return answer.address(StunMessage.XOR_MAPPED_ADDRESS);
        }
    }

    /// The key of long-term credentials (RFC 8489 §9.2.2).
    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /// Where a server is, and how it is spoken to.
    ///
    /// @param tcp else UDP
    record IceUrl(String host, int port, boolean tcp, boolean tls) {
        private static final int PLAIN = 3_478;
        private static final int ENCRYPTED = 5_349;

        /// @param url of the settings' form
        static IceUrl parse(String url) {
            boolean tls = url.startsWith("turns:") || url.startsWith("stuns:");
            var rest = url.substring(url.indexOf(':') + 1);
            int query = rest.indexOf('?');
            boolean tcp = tls || rest.endsWith("transport=tcp");
            var place = query < 0 ? rest : rest.substring(0, query);
            int colon = place.lastIndexOf(':');
            boolean hasPort = colon > place.lastIndexOf(']');
            var host = hasPort ? place.substring(0, colon) : place;
            int port =
                    hasPort
                            ? Integer.parseInt(place.substring(colon + 1))
                            : tls ? ENCRYPTED : PLAIN;
            return new IceUrl(host.replaceAll("[\\[\\]]", ""), port, tcp, tls);
        }

        InetSocketAddress address() throws IOException {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        }
    }
}
