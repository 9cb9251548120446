package io.centralita.fake.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// `S256` (RFC 7636 §4.2).
final class Challenge {
    private Challenge() {}

    static String of(String verifier) {
        try {
            return SigningKey.base64(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
