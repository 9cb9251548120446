package io.centralita.channel.webrtc;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Names of browsers' calls: they open the call to whoever knows them and is allowed to ask, so
/// they cannot be guessed.
final class CallIds {
    private static final int BYTES = 15;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CallIds() {}

    static String next() {
        var chance = new byte[BYTES];
        RANDOM.nextBytes(chance);
        return "rtc_" + HexFormat.of().formatHex(chance);
    }
}
