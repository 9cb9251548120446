package io.centralita.fake.asterisk.pbx;

import java.util.List;

/// What Asterisk says at the end of a SIP call about its RTP: five variables, each for the channel
/// and for whoever it is bridged with. The numbers are those of a good call.
final class Quality {
    private static final List<String> KINDS = List.of("", "JITTER", "LOSS", "RTT", "MES");
    private static final String BRIDGED = "BRIDGED";

    private Quality() {}

    static void tell(Pbx pbx, Channel channel) {
        var bridge = channel.bridge;
        var peers = bridge == null ? List.<Channel>of() : bridge.others(channel);
        for (var kind : KINDS) {
            pbx.setVariable(channel, "RTPAUDIOQOS" + kind, value(kind));
            for (var peer : peers) {
                pbx.setVariable(peer, "RTPAUDIOQOS" + kind + BRIDGED, value(kind));
            }
        }
    }

    private static String value(String kind) {
        return switch (kind) {
            case "JITTER" -> "minrxjitter=000.000000;maxrxjitter=000.000500;";
            case "LOSS" -> "  minrxlost=000.000000;  maxrxlost=000.000000;";
            case "RTT" -> "     minrtt=000.000000;     maxrtt=000.000000;";
            case "MES" -> "   minrxmes=088.087887;   maxrxmes=088.087887;";
            default -> "ssrc=2056920712;themssrc=69686385;lp=0;rxjitter=0.000000;rxcount=350;";
        };
    }
}
