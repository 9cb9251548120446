package io.centralita.channel.asterisk;

import io.centralita.call.leg.CallEnd;
import java.util.Set;

/// Causes by which channels end (ITU-T Q.850, Table 1).
final class Causes {
    static final int UNALLOCATED = 1;
    static final int NORMAL = 16;
    static final int BUSY = 17;
    static final int NO_ANSWER = 19;
    static final int REJECTED = 21;
    static final int CONGESTION = 34;
    static final int TEMPORARY_FAILURE = 41;

    /// Those of a network that lost the caller, and 4, with which Asterisk itself stops.
    private static final Set<Integer> BROKEN = Set.of(4, 27, 38, 41, 42, 44, 47, 102, 111, 127);

    private Causes() {}

    /// Whether a call that ends so was ended in order.
    ///
    /// @param cause 0 where it was not told, as with a SIP BYE
    static boolean isInOrder(int cause) {
        return !BROKEN.contains(cause);
    }

    /// What the caller's channel is told when we end the call.
    static int of(CallEnd end) {
        return switch (end.by()) {
            case CALLER, ASSISTANT, OPERATOR -> NORMAL;
            case CHANNEL, ENGINE -> TEMPORARY_FAILURE;
            case SWITCHBOARD ->
                    switch (end.reason()) {
                        case "busy" -> BUSY;
                        case "number-unknown" -> UNALLOCATED;
                        case "duplicate-call", "mailbox-full" -> TEMPORARY_FAILURE;
                        default -> NORMAL;
                    };
        };
    }
}
