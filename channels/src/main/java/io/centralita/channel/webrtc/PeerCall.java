package io.centralita.channel.webrtc;

import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.scope.Time;
import io.centralita.channel.CallAcceptor;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.realtime.Parting;
import io.centralita.channel.realtime.RealtimeSettings;
import io.centralita.channel.realtime.TrackOpening;
import io.centralita.channel.realtime.TrackSession;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call in a browser whose connection ends here: joins the [Peer] with a [TrackSession], and does
/// what [ConnectionWatch] decides. Confined to its event loop but for what [AnsweredCall] has.
final class PeerCall implements OfferAnswerer.AnsweredCall, PeerListener, PacingClock.Member {
    private static final Logger log = LoggerFactory.getLogger(PeerCall.class);

    /// One packet, and what browsers keep in their jitter buffers (measured: 32 to 40 ms).
    static final Duration PLAYOUT = Duration.ofMillis(60);

    /// Longest event of a page, in bytes: what SCTP carries as one message.
    static final int LONGEST_EVENT = 262_144;

    /// From our end of the call to that of the connection, so that the page is told all there is to
    /// be told: ten beats.
    private static final int LINGER_BEATS = 10;

    /// From one look at the connection to the next: five seconds. The first is taken when the way
    /// has been found.
    private static final int LOOK_EVERY_BEATS = 250;

    /// What all calls share.
    record House(
            RealtimeSettings settings, CallAcceptor acceptor, Time time, ChannelMetrics metrics) {}

    private final LegInfo info;
    private final House house;
    private final Executor loop;
    private final long offeredNanos;
    private final CompletableFuture<OfferAnswerer.Over> over = new CompletableFuture<>();
    private final CompletableFuture<List<HistoryEntry>> said = new CompletableFuture<>();
    private final CallerTrack callerTrack = new CallerTrack();
    private final ConnectionWatch watch;

    /// Set once, before anything is told of the connection.
    private volatile @Nullable Line line;

    /// How the switchboard ended it, where it did.
    private @Nullable CallEnd ourEnd;

    private final Quality quality = new Quality();
    private int beats;
    private boolean putThrough;
    private boolean ended;
    private int lingering;

    /// What a call has from its answer on.
    ///
    /// @param withdrawal gives up what was prepared
    private record Line(Peer peer, TrackSession session, PacingClock clock, Runnable withdrawal) {}

    PeerCall(LegInfo info, House house, Executor loop) {
        this.info = info;
        this.house = house;
        this.loop = loop;
        offeredNanos = house.time().nanoTime();
        watch = new ConnectionWatch(offeredNanos);
    }

    /// The offer is answered. On the event loop.
    ///
    /// @param withdrawal gives up what was prepared, where the caller does not come
    void begin(Peer peer, TrackOpening opening, PacingClock clock, Runnable withdrawal) {
        var session =
                new TrackSession(
                        info,
                        opening,
                        house.settings(),
                        new TrackSession.Wiring(
                                peer::say,
                                PLAYOUT,
                                loop::execute,
                                clock,
                                house.time(),
                                house.metrics()),
                        new Parting() {
                            @Override
                            public void closing(CallEnd end) {
                                ourEnd = end;
                            }

                            @Override
                            public void said(Supplier<List<HistoryEntry>> history) {
                                said.complete(history.get());
                            }
                        });
        line = new Line(peer, session, clock, withdrawal);
        clock.add(this);
        log.atInfo()
                .addKeyValue("call", info.callId())
                .addKeyValue("peer", peer.id())
                .addKeyValue("ms", sinceOffer())
                .log("browser's offer answered");
    }

    private long sinceOffer() {
        return (house.time().nanoTime() - offeredNanos) / 1_000_000;
    }

    @Override
    public String answer() {
        return line().peer().description();
    }

    @Override
    public String restart(String offer) throws OfferRefused, InterruptedException {
        try {
            var answer = line().peer().renegotiate(offer);
            house.metrics().event(WebRtcChannel.NAME, "restart", "answered");
            log.atInfo().addKeyValue("call", info.callId()).log("connection is being restarted");
            return answer;
        } catch (PeerFailure failure) {
            house.metrics().event(WebRtcChannel.NAME, "restart", failure.word());
            throw Refusals.of(failure);
        }
    }

    @Override
    public void end(boolean byCaller, String reason) {
        loop.execute(() -> finish(byCaller, false, reason));
    }

    @Override
    public Optional<TrackSession> session() {
        return Optional.of(line().session());
    }

    @Override
    public CompletionStage<OfferAnswerer.Over> over() {
        return over.minimalCompletionStage();
    }

    @Override
    public CompletionStage<List<HistoryEntry>> said() {
        return said.minimalCompletionStage();
    }

    private Line line() {
        var now = line;
        if (now == null) {
            throw new IllegalStateException("not begun: " + info);
        }
        return now;
    }

    @Override
    public void state(PeerState state) {
        switch (state) {
            case CONNECTING -> {}
            case CONNECTED -> told(ConnectionWatch.Event.CONNECTED);
            case DISCONNECTED -> told(ConnectionWatch.Event.DISCONNECTED);
            case FAILED -> told(ConnectionWatch.Event.FAILED);
        }
    }

    @Override
    public void dataChannelOpened() {
        told(ConnectionWatch.Event.CHANNEL_OPENED);
    }

    @Override
    public void dataChannelClosed() {
        told(ConnectionWatch.Event.CHANNEL_CLOSED);
    }

    @Override
    public void text(String text) {
        if (ended) {
            return;
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_EVENT) {
            line().session().oversized();
        } else {
            line().session().received(bytes);
        }
    }

    @Override
    public void audio(byte[] frame) {
        if (!ended) {
            callerTrack.hear(frame).forEach(line().session()::heard);
        }
    }

    @Override
    public void closed(PeerEnd end) {
        var reason =
                switch (end) {
                    case CLOSED -> "closed";
                    case NOT_CONNECTED -> putThrough ? "connection-lost" : "not-connected";
                    case LISTENER_STALLED, BROKEN -> end.word();
                    case SHUT_DOWN -> "closing-down";
                };
        finish(false, putThrough && end != PeerEnd.SHUT_DOWN, reason);
        leave();
    }

    @Override
    public void tick(long nowNanos) {
        if (ended) {
            if (--lingering <= 0) {
                leave();
            }
            return;
        }
        watch.at(nowNanos).ifPresent(this::take);
        if (putThrough && ++beats % LOOK_EVERY_BEATS == 1) {
            look();
        }
    }

    private void look() {
        var _ =
                line().peer()
                        .stats()
                        .thenAccept(
                                stats -> {
                                    int lost = quality.told(stats);
                                    if (lost > 0 && !ended) {
                                        line().session().lost(lost);
                                    }
                                });
    }

    private void told(ConnectionWatch.Event event) {
        if (!ended) {
            log.atDebug()
                    .addKeyValue("call", info.callId())
                    .addKeyValue("event", event)
                    .log("browser's connection");
            watch.on(event, house.time().nanoTime()).ifPresent(this::take);
        }
    }

    private void take(ConnectionWatch.Step step) {
        switch (step) {
            case ConnectionWatch.Step.PutThrough() -> putThrough();
            case ConnectionWatch.Step.Away(var away) -> {
                house.metrics().event(WebRtcChannel.NAME, "connection", away ? "lost" : "back");
                log.atWarn()
                        .addKeyValue("call", info.callId())
                        .addKeyValue("away", away)
                        .log("browser's connection is interrupted, or back");
                line().session().away(away);
            }
            case ConnectionWatch.Step.End(var byCaller, var mayGoOn, var reason) ->
                    finish(byCaller, mayGoOn, reason);
        }
    }

    private void putThrough() {
        house.metrics().event(WebRtcChannel.NAME, "connection", "made");
        log.atInfo()
                .addKeyValue("call", info.callId())
                .addKeyValue("ms", sinceOffer())
                .log("browser is connected");
        putThrough = true;
        var session = line().session();
        session.opened(
                new DataChannelSocket(
                        info.callId(),
                        line().peer(),
                        kind -> house.metrics().oddity(WebRtcChannel.NAME, kind),
                        () -> loop.execute(() -> finish(false, true, "peer-stalled")),
                        reason -> finish(false, false, reason)));
        house.acceptor().accept(session.leg());
    }

    /// The call is over; the connection is in a moment.
    private void finish(boolean byCaller, boolean mayGoOn, String reason) {
        if (ended) {
            return;
        }
        boolean wasUp = putThrough;
        ended = true;
        watch.over();
        lingering = LINGER_BEATS;
        house.metrics().event(WebRtcChannel.NAME, "call", reason);
        var remedy = Remedies.of(reason);
        (remedy.isEmpty() ? log.atInfo() : log.atWarn())
                .addKeyValue("call", info.callId())
                .addKeyValue("byCaller", byCaller)
                .addKeyValue("reason", reason)
                .addKeyValue("remedy", remedy.orElse("none needed"))
                .addKeyValue("way", quality.way())
                .addKeyValue("roundTripMs", quality.roundTripMs().orElse(-1L))
                .addKeyValue("jitterMs", quality.jitterMs())
                .addKeyValue("lost", quality.lost())
                .addKeyValue("lostThere", quality.lostThere())
                .log("browser's call ended");
        var now = line;
        if (now != null) {
            now.session().ended(byCaller, reason);
            now.withdrawal().run();
        }
        if (!wasUp) {
            said.complete(List.of()); // nobody was on the line
        }
        over.complete(
                new OfferAnswerer.Over(
                        mayGoOn,
                        endedBy(byCaller),
                        byCaller ? CallEnd.callerHungUp().reason() : reason));
    }

    private String endedBy(boolean byCaller) {
        var ours = ourEnd;
        var by = byCaller ? CallEnd.By.CALLER : ours == null ? CallEnd.By.CHANNEL : ours.by();
        return by.name().toLowerCase(Locale.ROOT);
    }

    private void leave() {
        var now = line;
        if (now != null) {
            now.clock().remove(this);
            now.peer().close();
        }
    }
}
