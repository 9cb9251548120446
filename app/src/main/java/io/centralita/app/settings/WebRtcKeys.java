package io.centralita.app.settings;

import io.centralita.channel.webrtc.peer.PeerSettings;
import java.util.List;
import java.util.Map;

/// The settings of browser calls that are about their audio's way.
public final class WebRtcKeys {
    public static final Setting<Boolean> WANTED =
            Setting.of(
                    "WEBRTC",
                    new Kind.Choice<>(
                            Map.of("auto", true, "off", false), List.of("auto", "off"), Map.of()),
                    "auto");

    public static final Setting<Boolean> APART =
            Setting.of(
                    "WEBRTC_PROCESS",
                    new Kind.Choice<>(
                            Map.of("shared", false, "own", true),
                            List.of("shared", "own"),
                            Map.of()),
                    "shared");

    /// Above the ports of RTP, below what systems give to whoever asks for any port (from 32,768).
    public static final Setting<PortRange> PORTS =
            Setting.of("WEBRTC_PORTS", new PortRange.InSettings(), "32200-32767");

    public static final Setting<List<String>> ADDRESS =
            Setting.of("WEBRTC_ADDRESS", new OutsideAddresses(), null);
    public static final Setting<Boolean> TCP = Setting.of("WEBRTC_TCP", new Kind.Switch(), "false");

    /// Whether callers are connected with OpenAI straight where it serves.
    public static final Setting<Boolean> OPENAI =
            Setting.of(
                    "WEBRTC_OPENAI",
                    new Kind.Choice<>(
                            Map.of("forward", true, "own", false),
                            List.of("forward", "own"),
                            Map.of()),
                    "forward");

    static final List<Setting<?>> ALL = List.of(WANTED, APART, PORTS, ADDRESS, TCP, OPENAI);

    /// Of those that calls may be, so many more connections: one that is lost is made anew before
    /// it is gone.
    private static final int SPARE = 10;

    private WebRtcKeys() {}

    static WebRtcSetup setup(Reading reading) {
        boolean wanted = reading.get(WANTED);
        return new WebRtcSetup(
                wanted, reading.get(APART), wanted && reading.get(OPENAI), peers(reading));
    }

    private static PeerSettings peers(Reading reading) {
        var ports = reading.get(PORTS);
        return PeerSettings.DEFAULT
                .atMost(Math.min(reading.get(Keys.MAX_CALLS) + SPARE, PeerSettings.MOST))
                .ports(ports.first(), ports.last())
                .advertised(reading.find(ADDRESS).orElse(List.of()))
                .overTcp(reading.get(TCP));
    }
}
