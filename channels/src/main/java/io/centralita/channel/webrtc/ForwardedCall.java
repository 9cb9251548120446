package io.centralita.channel.webrtc;

import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.OfferEngine;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.Returned;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.realtime.TrackSession;
import io.centralita.media.AudioFormat;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A browser's call whose connection is with the engine itself. The leg carries no audio of the
/// caller's nor of the engine's; what the switchboard has to say goes to the page by its
/// [PageStream].
///
/// Threads: everything takes effect on the call's event loop, in order, whoever asks.
final class ForwardedCall implements OfferAnswerer.AnsweredCall, Leg, PacingClock.Member {
    private static final Logger log = LoggerFactory.getLogger(ForwardedCall.class);

    /// Ten seconds.
    private static final int BEATS_BETWEEN_SIGNS = 500;

    private static final String ENGINE_LOST = "engine-lost";

    private final LegInfo info;
    private final Optional<Returned> returned;
    private final Executor loop;
    private final ChannelMetrics metrics;
    private final PageStream page;
    private final OwnSentences sentences;
    private final CompletableFuture<OfferAnswerer.Over> over = new CompletableFuture<>();
    private final CompletableFuture<List<HistoryEntry>> said = new CompletableFuture<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private volatile OfferEngine.@Nullable Connection connection;
    private volatile String answer = "";

    private @Nullable PacingClock clock;
    private @Nullable LegListener listener;
    private @Nullable OutgoingAudio outgoing;
    private @Nullable Runnable endReport;
    private int beats;
    private boolean ended;

    ForwardedCall(
            LegInfo info, Optional<Returned> returned, Executor loop, ChannelMetrics metrics) {
        this.info = info;
        this.returned = returned;
        this.loop = loop;
        this.metrics = metrics;
        page = new PageStream(info.callId());
        sentences = new OwnSentences(info.callId(), page);
    }

    /// On the event loop, before anything else.
    void begin(OfferEngine.Connection with, PacingClock ofLoop) {
        connection = with;
        clock = ofLoop;
        ofLoop.add(this);
    }

    void answered(String description) {
        answer = description;
    }

    /// The caller's connection with the engine is over.
    void gone() {
        loop.execute(() -> finish(false, true, "closed"));
    }

    /// A page listens to what we have to say, and so hears the engine too.
    private void listens(HttpServerResponse response) {
        page.attach(response);
        var with = connection;
        if (with != null) {
            with.connected();
        }
    }

    /// Completes when the call has let go of everything.
    CompletionStage<Void> released() {
        return released.minimalCompletionStage();
    }

    @Override
    public String answer() {
        return answer;
    }

    @Override
    public String restart(String offer) throws OfferRefused {
        metrics.event(WebRtcChannel.NAME, "restart", "not-possible");
        throw new OfferRefused(409, "no-restart", "the engine takes no second offer");
    }

    @Override
    public void end(boolean byCaller, String reason) {
        loop.execute(() -> finish(byCaller, false, reason));
    }

    @Override
    public Optional<TrackSession> session() {
        return Optional.empty();
    }

    @Override
    public Optional<Consumer<HttpServerResponse>> listeners() {
        return Optional.of(this::listens);
    }

    @Override
    public CompletionStage<OfferAnswerer.Over> over() {
        return over.minimalCompletionStage();
    }

    @Override
    public CompletionStage<List<HistoryEntry>> said() {
        return said.minimalCompletionStage();
    }

    @Override
    public LegInfo info() {
        return info;
    }

    @Override
    public AudioFormat format() {
        return TrackSession.FORMAT;
    }

    @Override
    public Optional<Engine> engine() {
        return Optional.ofNullable(connection).map(OfferEngine.Connection::engine);
    }

    @Override
    public boolean carriesAudio() {
        return false;
    }

    @Override
    public boolean takesAhead() {
        return true;
    }

    @Override
    public boolean hasKeypad() {
        return false;
    }

    @Override
    public Optional<Returned> returned() {
        return returned;
    }

    @Override
    public void open(LegListener newListener, OutgoingAudio newOutgoing) {
        loop.execute(
                () -> {
                    listener = newListener;
                    outgoing = newOutgoing;
                    if (endReport != null) {
                        endReport.run();
                    }
                });
    }

    /// A caller whose engine is lost is not told goodbye: the page calls again, and the call goes
    /// on with another one.
    @Override
    public void observe(EngineEvent event) {
        if (event instanceof EngineEvent.Failed) {
            loop.execute(() -> finish(false, true, ENGINE_LOST));
        }
    }

    @Override
    public void switchboardSays(long utterance, String text) {
        loop.execute(() -> sentences.text(utterance, text));
    }

    @Override
    public void parts(Supplier<List<HistoryEntry>> history) {
        said.complete(history.get());
    }

    @Override
    public void clear() {
        loop.execute(sentences::clear);
    }

    @Override
    public void close(CallEnd end) {
        loop.execute(
                () -> {
                    if (!ended) {
                        leave();
                        page.end(end.reason());
                        var by = end.by().name().toLowerCase(Locale.ROOT);
                        over.complete(new OfferAnswerer.Over(false, by, end.reason()));
                    }
                    said.complete(List.of());
                    released.complete(null);
                });
    }

    @Override
    public void tick(long nowNanos) {
        var source = outgoing;
        var to = listener;
        if (source == null || to == null) {
            return;
        }
        sentences.beat(source, nowNanos);
        long heard = sentences.heard(nowNanos);
        if (heard > 0) {
            to.played(heard);
        }
        if (++beats % BEATS_BETWEEN_SIGNS == 0) {
            page.stillThere();
        }
    }

    private void finish(boolean byCaller, boolean mayGoOn, String reason) {
        if (ended) {
            return;
        }
        leave();
        metrics.event(WebRtcChannel.NAME, "call", reason);
        log.atInfo()
                .addKeyValue("call", info.callId())
                .addKeyValue("byCaller", byCaller)
                .addKeyValue("reason", reason)
                .log("browser's call with the model ended");
        if (mayGoOn) {
            page.lost(reason);
        } else {
            page.end(reason);
        }
        report(byCaller, reason);
        var by = byCaller ? "caller" : reason.equals(ENGINE_LOST) ? "engine" : "channel";
        over.complete(new OfferAnswerer.Over(mayGoOn, by, reason));
    }

    private void report(boolean byCaller, String reason) {
        endReport =
                () -> {
                    var to = listener;
                    if (to != null) {
                        to.closed(byCaller, reason);
                    }
                };
        endReport.run();
    }

    private void leave() {
        ended = true;
        var from = clock;
        if (from != null) {
            from.remove(this);
        }
    }
}
