package io.centralita.app.server;

import io.centralita.app.settings.AsteriskSetup;
import io.centralita.app.settings.AsteriskSetup.Direct;
import io.centralita.app.settings.AsteriskSetup.Media;
import io.centralita.app.settings.Settings;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.asterisk.audiosocket.AudioSocketAbilities;
import io.centralita.channel.asterisk.media.DirectCalls;
import io.centralita.channel.asterisk.media.MediaTransport;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/// The ways of audio to an Asterisk as the server has them, opened beside a server that may be
/// running. Where Asterisk connects to us by HTTP, it is us who connect here: that port is the
/// server's.
public final class AsteriskTrial implements AutoCloseable {
    private final Closers closers = new Closers();
    private List<MediaTransport> transports = List.of();

    private AsteriskTrial() {}

    /// @param version of the Asterisk in front of us
    public static AsteriskTrial open(Settings settings, Vertx vertx, String version)
            throws StartFailure, InterruptedException {
        var trial = new AsteriskTrial();
        try {
            trial.transports =
                    new AsteriskTransports(setup(settings.asterisk()), vertx, 1, trial.closers)
                            .open(
                                    DirectCalls.NONE,
                                    AudioSocketAbilities.of(version),
                                    new PacingClocks(vertx, Time.SYSTEM, ChannelMetrics.NONE),
                                    ChannelMetrics.NONE);
            return trial;
        } catch (StartFailure | InterruptedException | RuntimeException e) {
            trial.close();
            throw e;
        }
    }

    private static AsteriskSetup setup(AsteriskSetup wanted) {
        return new AsteriskSetup(
                wanted.ari(),
                wanted.transport(),
                media(wanted.media(), wanted),
                Direct.OFF,
                wanted.key(),
                wanted.recording(),
                wanted.dialPlan());
    }

    private static Media media(Media media, AsteriskSetup setup) {
        return new Media(
                media.asteriskHost(),
                media.localAddress(),
                Optional.empty(),
                media.sampleRateHz(),
                media.audioSocketHost(),
                freePort(setup),
                media.audioSocketNetworks(),
                media.rtpPorts());
    }

    /// The usual one, which firewalls know, where no server has it.
    private static int freePort(AsteriskSetup setup) {
        int port = setup.media().audioSocketPort();
        try {
            Ports.requireFree(AsteriskPlaces.of(setup).audioSocket(), port, "AUDIOSOCKET_PORT");
            return port;
        } catch (StartFailure _) {
            return 0;
        }
    }

    public List<MediaTransport> transports() {
        return transports;
    }

    @Override
    public void close() {
        closers.close();
    }
}
