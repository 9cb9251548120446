package io.centralita.channel.asterisk.ari;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A user name and a password as HTTP shows them (RFC 7617). Do not print.
final class BasicCredentials {
    private static final String SCHEME = "Basic ";

    private final String header;
    private final String password;
    private final byte[] digest;

    BasicCredentials(String username, String password) {
        this.password = password;
        var plain = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        header = SCHEME + Base64.getEncoder().encodeToString(plain);
        digest = digest(plain);
    }

    /// The value of `Authorization`.
    String header() {
        return header;
    }

    /// Whether a header shows them. Takes as long for a wrong password as for ours.
    boolean areIn(@Nullable String authorization) {
        if (authorization == null
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        try {
            var shown =
                    Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
            return MessageDigest.isEqual(digest, digest(shown));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// A text of somebody else's without the password, should it be in there.
    String removedFrom(String text) {
        var without = text.replace(header.substring(SCHEME.length()), "…");
        return password.isEmpty() ? without : without.replace(password, "…");
    }

    /// All of one length, so that comparing them tells nothing of the password's.
    private static byte[] digest(byte[] plain) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(plain);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "BasicCredentials[…]";
    }
}
