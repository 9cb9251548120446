package io.centralita.channel.realtime;

import java.security.SecureRandom;

/// Names for things of a session: a prefix that says what it is, and chance. Safe from any thread.
final class Ids {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final int LENGTH = 20;
    private static final int SECRET_LENGTH = 40;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    static String session() {
        return "sess_" + chance(LENGTH);
    }

    static String conversation() {
        return "conv_" + chance(LENGTH);
    }

    static String item() {
        return "item_" + chance(LENGTH);
    }

    static String response() {
        return "resp_" + chance(LENGTH);
    }

    static String call() {
        return "call_" + chance(LENGTH);
    }

    /// An ephemeral key: 238 bits of chance.
    static String secret() {
        return "ek_" + chance(SECRET_LENGTH);
    }

    private static String chance(int length) {
        var id = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
