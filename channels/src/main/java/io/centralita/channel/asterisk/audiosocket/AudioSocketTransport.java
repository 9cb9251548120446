package io.centralita.channel.asterisk.audiosocket;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.asterisk.media.DirectCalls;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.channel.asterisk.media.MediaTransport;
import io.centralita.channel.asterisk.media.PreparedMedia;
import io.centralita.media.AudioFormat;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.UUID;

/// Audio over AudioSocket: one listener for all calls, whether ARI was asked for them or the dial
/// plan sends them straight to us, after an announcement or without.
public final class AudioSocketTransport implements MediaTransport {
    /// In call information, logs and metrics.
    public static final String NAME = "audiosocket";

    /// Calls of the dial plan are announced below this.
    public static final String CALLS_PATH = "/api/asterisk/calls/";

    private final Vertx vertx;
    private final AudioSocketSettings settings;
    private final CallIds ids;
    private final Listener listener;
    private final AnnouncementHandler announcements;
    private volatile AudioSocketAbilities abilities;

    /// @param abilities of the Asterisk in front of us, until it has said which one it is
    /// @param calls takes callers who come without ARI
    public AudioSocketTransport(
            Vertx vertx,
            AudioSocketSettings settings,
            AudioSocketAbilities abilities,
            DirectCalls calls,
            PacingClocks clocks,
            ChannelMetrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.abilities = abilities;
        ids = new CallIds(settings, clocks.time());
        var parts =
                new Connection.Parts(
                        ids, calls, clocks::current, timers(vertx), settings.limits(), metrics);
        listener = new Listener(vertx, settings, parts);
        announcements =
                new AnnouncementHandler(
                        ids, new AnnouncementGuard(settings.announcements().key()), metrics);
    }

    private static PacingClock.Timers timers(Vertx vertx) {
        return (delayMs, action) -> vertx.setTimer(Math.max(1, delayMs), _ -> action.run());
    }

    /// Listens; before that no call can be prepared.
    ///
    /// @return the port
    public Future<Integer> listen() {
        return listener.listen();
    }

    /// Mounts the endpoint for announcements; on the router of each event loop.
    public void mount(Router router) {
        announcements.mount(router);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void asteriskIs(String version) {
        abilities = AudioSocketAbilities.of(version);
    }

    @Override
    public PreparedMedia prepare(MediaRequest request) throws MediaFailure {
        int port = listener.port();
        if (port == 0) {
            throw new MediaFailure("not-listening", null);
        }
        var able = abilities;
        var id = UUID.randomUUID();
        var line =
                new ExpectedLine(
                        id,
                        able.allRates() ? format(request) : AudioFormat.PCM_8K,
                        able.digits(),
                        settings.advertisedHost() + ":" + port,
                        ids,
                        timers(vertx),
                        settings.limits().arrival());
        if (!ids.expect(id, line)) {
            throw new MediaFailure("lines-full", null);
        }
        return line;
    }

    private AudioFormat format(MediaRequest request) {
        return settings.format().orElseGet(() -> PhoneRate.of(request.codecs()));
    }

    @Override
    public int lines() {
        return ids.size();
    }

    /// Connections open now, those included that have not said who they are.
    public int connections() {
        return listener.connections();
    }

    /// Calls that were announced and have not come.
    public int announced() {
        return ids.announced();
    }

    /// Ends what is left, and waits for it for 3 s at most where it may.
    @Override
    public void close() {
        var closed = listener.close();
        if (!Context.isOnEventLoopThread()) {
            Closing.await(closed);
        }
    }
}
