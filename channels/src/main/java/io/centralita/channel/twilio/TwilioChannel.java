package io.centralita.channel.twilio;

import io.centralita.call.text.SpokenTexts;
import io.centralita.channel.CallAcceptor;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.Optional;

/// Twilio's endpoints. One instance serves any number of event loops: mount it on the router of
/// each. A call whose webhook came in on one loop may have its stream on another.
public final class TwilioChannel implements AutoCloseable {
    /// The channel's name in call information, logs and metrics.
    public static final String NAME = "twilio";

    public static final String WEBHOOK_PATH = "/api/twilio/webhook";
    public static final String STATUS_PATH = "/api/twilio/status";

    /// Asked by Twilio once a stream has ended, where callers may have to be handed on.
    public static final String AFTER_PATH = "/api/twilio/after";

    /// Told by Twilio what became of recordings.
    public static final String RECORDING_PATH = "/api/twilio/recording";

    public static final String STREAM_PATH = "/api/twilio/stream";

    static final String TOKEN_PARAMETER = "token";

    /// Bytes of a form; Twilio's have about 1 000.
    private static final long MAX_FORM = 65_536;

    private final PacingClocks clocks;
    private final CallTokens tokens;
    private final Door door;
    private final WebhookHandler webhooks;
    private final StreamHandler streams;
    private final AfterCall after;
    private final StatusCallbacks statuses;
    private final RecordingCallbacks recordings;
    private final RestWork work;

    /// @param calls decides what becomes of a ringing call
    /// @param acceptor takes the calls whose stream has started
    /// @param texts must know the keys that begin with `twilio.`
    public TwilioChannel(
            Vertx vertx,
            TwilioSettings settings,
            RingingCalls calls,
            CallAcceptor acceptor,
            SpokenTexts texts,
            PacingClocks clocks,
            ChannelMetrics metrics) {
        this(vertx, settings, calls, acceptor, texts, clocks, metrics, TwilioAccess.NONE);
    }

    /// @param access to Twilio's REST API, where there are credentials
    public TwilioChannel(
            Vertx vertx,
            TwilioSettings settings,
            RingingCalls calls,
            CallAcceptor acceptor,
            SpokenTexts texts,
            PacingClocks clocks,
            ChannelMetrics metrics,
            TwilioAccess access) {
        this.clocks = clocks;
        var time = clocks.time();
        var limits = settings.limits();
        tokens = new CallTokens(limits);
        work = new RestWork(metrics);
        var guard = new RequestGuard(settings);
        door = new Door(guard, metrics);
        var invitations = new Invitations(settings, guard, tokens, time);
        webhooks =
                new WebhookHandler(
                        settings, guard, calls, texts, tokens, invitations, time, metrics);
        statuses = new StatusCallbacks(door, limits, webhooks::abandon, time, metrics);
        recordings = new RecordingCallbacks(door, limits, access.recordings(), time, metrics);
        var recording =
                settings.features().recording() == TwilioSettings.Recording.OFF
                        ? Optional.<URI>empty()
                        : guard.publicUrl(RECORDING_PATH);
        var control = new CallControl(access.rest(), work, recording);
        var transfers = new Transfers(settings, guard, invitations, time, metrics);
        after = new AfterCall(settings, guard, calls, texts, transfers, control, time, metrics);
        streams =
                new StreamHandler(
                        vertx,
                        settings,
                        guard,
                        tokens,
                        acceptor,
                        clocks,
                        after,
                        control,
                        new Strangers(access.rest(), work),
                        metrics);
    }

    public void mount(Router router) {
        var form = BodyHandler.create(false).setBodyLimit(MAX_FORM);
        router.get(WEBHOOK_PATH).handler(webhooks::webhook).failureHandler(webhooks::failed);
        router.post(WEBHOOK_PATH)
                .handler(form)
                .handler(webhooks::webhook)
                .failureHandler(webhooks::failed);
        router.post(STATUS_PATH)
                .handler(form)
                .handler(statuses::arrived)
                .failureHandler(door::unreadable);
        router.post(RECORDING_PATH)
                .handler(form)
                .handler(recordings::arrived)
                .failureHandler(door::unreadable);
        router.post(AFTER_PATH)
                .handler(form)
                .handler(after::asked)
                .failureHandler(door::unreadable);
        router.get(STREAM_PATH).handler(streams::upgrade);
    }

    /// Waits for at most 3 s for what Twilio was asked. The endpoints are the router's.
    @Override
    public void close() {
        work.close();
    }

    /// Media streams open now, started or not.
    public int openStreams() {
        return streams.open();
    }

    /// Calls answered with TwiML whose stream has not started.
    public int ringing() {
        return tokens.outstanding(clocks.time().nanoTime());
    }
}
