package io.centralita.channel.realtime;

import io.centralita.channel.CallAcceptor;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;

/// The endpoints for clients of the OpenAI Realtime protocol. One instance serves any number of
/// event loops: mount it on the router of each. The HTTP server must offer [#SUBPROTOCOL] and take
/// frames of [#LARGEST_FRAME] bytes.
public final class RealtimeChannel {
    /// The channel's name in call information, logs and metrics.
    public static final String NAME = "realtime";

    public static final String SESSION_PATH = "/v1/realtime";
    public static final String SECRETS_PATH = "/v1/realtime/client_secrets";
    public static final String CALLS_PATH = "/v1/realtime/calls";
    public static final String SUBPROTOCOL = RealtimeGuard.SUBPROTOCOL;
    public static final int LARGEST_FRAME = RealtimeConnection.MAX_MESSAGE;

    /// Bytes of a session's configuration.
    private static final long MAX_BODY = 262_144;

    private final RealtimeHandler sessions;
    private final ClientSecretsHandler secrets;
    private final CallsHandler calls;

    /// @param acceptor takes the sessions that become calls
    public RealtimeChannel(
            Vertx vertx,
            RealtimeSettings settings,
            CallAcceptor acceptor,
            PacingClocks clocks,
            ChannelMetrics metrics) {
        this(vertx, settings, acceptor, CallTaker.NONE, clocks, metrics);
    }

    /// @param acceptor takes the sessions that become calls
    /// @param taker takes those whose audio is on a track
    public RealtimeChannel(
            Vertx vertx,
            RealtimeSettings settings,
            CallAcceptor acceptor,
            CallTaker taker,
            PacingClocks clocks,
            ChannelMetrics metrics) {
        var kept = new ClientSecrets(settings.limits().maxSecrets());
        var guard = new RealtimeGuard(settings.keys(), kept, clocks.time());
        var errors = new HttpErrors(metrics);
        sessions =
                new RealtimeHandler(
                        vertx, settings, guard, errors, acceptor, taker, clocks, metrics);
        calls = new CallsHandler(guard, errors, taker, settings.engine());
        secrets = new ClientSecretsHandler(guard, kept, errors, settings.engine(), clocks.time());
    }

    public void mount(Router router) {
        var body = BodyHandler.create(false).setBodyLimit(MAX_BODY);
        router.post(SECRETS_PATH).handler(body).handler(secrets::handle);
        router.post(CALLS_PATH).handler(calls::make);
        router.post(CALLS_PATH + "/:id/hangup").handler(calls::hangUp);
        router.get(SESSION_PATH).handler(sessions::upgrade);
    }

    /// Connections open now, calls or not.
    public int openSessions() {
        return sessions.open();
    }
}
