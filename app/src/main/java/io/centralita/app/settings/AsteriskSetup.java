package io.centralita.app.settings;

import io.centralita.app.settings.Settings.Secret;
import io.centralita.channel.asterisk.AsteriskSettings.DialPlan;
import io.centralita.channel.asterisk.AsteriskSettings.Recording;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.ari.AriSettings;
import io.centralita.channel.asterisk.audiosocket.Network;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What an operator has of Asterisk, and how callers come from there.
///
/// @param ari the way to it; null where no Asterisk was named and none comes
/// @param transport what carries audio
/// @param direct which callers are taken who come without ARI
/// @param key what Asterisk shows when it connects to us; null where it does not
/// @param recording what is recorded of calls
/// @param dialPlan what is between us and Asterisk's dial plan
public record AsteriskSetup(
        @Nullable AriSettings ari,
        Transport transport,
        Media media,
        Direct direct,
        @Nullable Secret key,
        Recording recording,
        DialPlan dialPlan) {
    /// Who shows [#key], as HTTP Basic has it.
    public static final String KEY_USER = "centralita";

    /// Callers whom the dial plan sends straight to us (`AudioSocket()`, `Dial(WebSocket/…)`).
    public enum Direct {
        OFF,
        /// Those that the dial plan has announced to us.
        ANNOUNCED,
        /// Whoever connects.
        ANY
    }

    /// The ways of audio.
    ///
    /// @param asteriskHost where Asterisk is; empty where none was named
    /// @param localAddress of ours that Asterisk reaches; empty for that of the route to it
    /// @param websocketClient of Asterisk's `websocket_client.conf`, by which it connects to us;
    ///   empty where we connect to it
    /// @param sampleRateHz that calls have; empty for what suits the caller's phone
    /// @param audioSocketHost where AudioSocket listens; empty for loopback, or what Asterisk
    ///   reaches
    /// @param audioSocketPort 0 takes any free one
    /// @param audioSocketNetworks from which callers may come whom nobody has announced, where
    ///   others than this machine reach AudioSocket; empty for Asterisk's own address
    public record Media(
            String asteriskHost,
            Optional<String> localAddress,
            Optional<String> websocketClient,
            OptionalInt sampleRateHz,
            Optional<String> audioSocketHost,
            int audioSocketPort,
            List<Network> audioSocketNetworks,
            PortRange rtpPorts) {}

    /// Whether callers can come from an Asterisk at all.
    public boolean isOn() {
        return ari != null || direct != Direct.OFF;
    }

    /// For calls from this machine to itself: no Asterisk.
    public AsteriskSetup alone() {
        return new AsteriskSetup(null, transport, media, Direct.OFF, null, Recording.OFF, dialPlan);
    }
}
