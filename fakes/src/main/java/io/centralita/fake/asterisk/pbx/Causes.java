package io.centralita.fake.asterisk.pbx;

import java.util.Map;

/// Causes of Q.850, by number and by ARI's names for them.
public final class Causes {
    private static final Map<Integer, String> TEXTS =
            Map.of(
                    1, "Unallocated (unassigned) number",
                    3, "No route to destination",
                    16, "Normal Clearing",
                    17, "User busy",
                    19, "User alerting, no answer",
                    21, "Call Rejected",
                    34, "Circuit/channel congestion");

    private static final Map<String, Integer> REASONS =
            Map.ofEntries(
                    Map.entry("normal", 16),
                    Map.entry("busy", 17),
                    Map.entry("congestion", 34),
                    Map.entry("no_answer", 19),
                    Map.entry("timeout", 102),
                    Map.entry("rejected", 21),
                    Map.entry("unallocated", 1),
                    Map.entry("normal_unspecified", 31),
                    Map.entry("number_incomplete", 28),
                    Map.entry("codec_mismatch", 58),
                    Map.entry("interworking", 127),
                    Map.entry("failure", 38),
                    Map.entry("answered_elsewhere", 26));

    private static final int LARGEST = 127;

    private Causes() {}

    static String text(int cause) {
        return TEXTS.getOrDefault(cause, "Unknown");
    }

    /// @return 0 for a name that ARI does not know
    public static int ofReason(String reason) {
        return REASONS.getOrDefault(reason, 0);
    }

    public static boolean isValid(int cause) {
        return cause > 0 && cause <= LARGEST;
    }

    /// The SIP status of a call that ends unanswered with it.
    public static int sipStatus(int cause) {
        return switch (cause) {
            case 1, 3 -> 404;
            case 17 -> 486;
            case 19, 102 -> 480;
            case 21 -> 403;
            case 28 -> 484;
            case 34, 38 -> 503;
            case 58 -> 488;
            default -> 603;
        };
    }
}
