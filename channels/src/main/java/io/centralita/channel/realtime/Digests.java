package io.centralita.channel.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Digests of keys: all of one length, so that comparing them tells nothing of a key's.
final class Digests {
    private Digests() {}

    static String of(String key) {
        return HexFormat.of().formatHex(bytes(key));
    }

    static byte[] bytes(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
