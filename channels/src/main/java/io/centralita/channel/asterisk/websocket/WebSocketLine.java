package io.centralita.channel.asterisk.websocket;

import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.asterisk.media.CallerPause;
import io.centralita.channel.asterisk.media.LineReports;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.media.AudioFormat;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A caller's audio over one media WebSocket.
///
/// Asterisk paces: what we send waits in its queue, which the beat of our clock keeps filled by 40
/// to 60 ms and no more. What the caller has heard is known from marks ([MediaSender]). Between
/// answers nothing is sent but a frame of silence each five seconds. A caller of whom nothing comes
/// for a while is silent ([CallerPause]), whatever their phone makes of silence.
///
/// Threads: [#open], [#execute], [#speechWaits], [#clear] and [#close] may be called from anywhere
/// and take effect on the event loop, in order; everything else is confined to the loop. No lock is
/// held while the listener or the outgoing audio is called: a report already under way when
/// [#clear] is called may still come.
final class WebSocketLine implements MediaLine, PacingClock.Member {
    private static final Logger log = LoggerFactory.getLogger(WebSocketLine.class);

    private static final long NEVER = Long.MIN_VALUE;

    /// A beat that comes after more than this was a stall of ours.
    private static final long STALL_NANOS = 100_000_000;

    private final Origin origin;
    private final AudioFormat format;
    private final MediaSocket socket;
    private final Consumer<Runnable> loop;
    private final PacingClock clock;
    private final Time time;
    private final WebSocketSettings.Limits limits;
    private final ChannelMetrics metrics;
    private final LineReports reports;
    private final Runnable whenEnded;
    private final MediaSender sender;
    private final CallerPause pause;

    private @Nullable OutgoingAudio outgoing;
    private boolean ended;

    /// Whether audio came, which it does once the caller's channel is bridged to this one.
    private boolean bridged;

    private long bridgedAnywayNanos;
    private long beatNanos;
    private long fullSinceNanos = NEVER;
    private long heardFromNanos;

    /// @param whenEnded called once, on the event loop, before the listener hears of the end
    WebSocketLine(
            Origin origin,
            AudioFormat format,
            MediaSocket socket,
            Consumer<Runnable> loop,
            PacingClock clock,
            Time time,
            WebSocketSettings.Limits limits,
            ChannelMetrics metrics,
            Runnable whenEnded) {
        this.origin = origin;
        this.format = format;
        this.socket = socket;
        this.loop = loop;
        this.clock = clock;
        this.time = time;
        this.limits = limits;
        this.metrics = metrics;
        reports = new LineReports(MediaWebSockets.CHANNEL, metrics);
        this.whenEnded = whenEnded;
        sender = new MediaSender(format, socket, limits.ahead().toNanos(), metrics);
        pause = new CallerPause(format, reports::audio);
        heardFromNanos = time.nanoTime();
        beatNanos = heardFromNanos;
        clock.add(this);
    }

    /// How the caller came here.
    ///
    /// @param channelId of the media channel
    /// @param answers whether the caller is still to be answered
    /// @param bridgeWaitNanos how long audio waits for a sign that the caller's channel is bridged
    ///   to this one, since Asterisk throws away what comes before; 0 where that was seen to
    record Origin(String channelId, boolean answers, long bridgeWaitNanos) {
        /// Somebody else bridges and answers.
        static Origin ofApplication(String channelId) {
            return new Origin(channelId, false, 0);
        }
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public boolean tellsDigits() {
        return true;
    }

    @Override
    public boolean takesAhead() {
        return false;
    }

    @Override
    public void execute(Runnable action) {
        loop.accept(action);
    }

    @Override
    public void open(LegListener newListener, OutgoingAudio newOutgoing) {
        loop.accept(
                () -> {
                    reports.goTo(newListener);
                    if (!ended) {
                        outgoing = () -> take(newOutgoing);
                        begin();
                    }
                });
    }

    private void begin() {
        long nowNanos = time.nanoTime();
        if (origin.answers()) {
            socket.text(Commands.answer());
        }
        bridgedAnywayNanos = nowNanos + origin.bridgeWaitNanos();
        sender.begin(nowNanos);
        sender.measure(nowNanos);
        socket.flush();
    }

    /// The first words of an answer go at once: a beat may be 20 ms away.
    @Override
    public void speechWaits() {
        loop.accept(
                () -> {
                    if (!ended) {
                        long nowNanos = time.nanoTime();
                        sender.dropIfCleared(nowNanos);
                        send(nowNanos);
                        socket.flush();
                    }
                });
    }

    @Override
    public void clear() {
        sender.clear();
        loop.accept(
                () -> {
                    if (!ended) {
                        sender.dropIfCleared(time.nanoTime());
                        socket.flush();
                    }
                });
    }

    @Override
    public void close(String reason) {
        loop.accept(() -> breakOff(CloseCode.NORMAL, reason));
    }

    @Override
    public void tick(long nowNanos) {
        pause.beat();
        sender.dropIfCleared(nowNanos);
        if (nowNanos - beatNanos > STALL_NANOS && sender.ahead(beatNanos) > 0) {
            sender.ask(nowNanos); // What is still queued is not to stay there for good.
        }
        beatNanos = nowNanos;
        long silenceNanos = nowNanos - heardFromNanos;
        if (silenceNanos > limits.silence().toNanos()) {
            breakOff(CloseCode.POLICY, "peer-silent");
        } else if (sender.owedNanos(nowNanos) > limits.stall().toNanos()) {
            breakOff(CloseCode.POLICY, "peer-stalled");
        } else if (socket.isFull()) {
            waitForRoom(nowNanos);
        } else {
            fullSinceNanos = NEVER;
            if (silenceNanos > limits.silence().toNanos() / 2) {
                sender.ask(nowNanos); // Callers may be silent; Asterisk is there all the same.
            }
            sender.watch(nowNanos);
            send(nowNanos);
            keepAlive(nowNanos);
        }
        socket.flush();
    }

    private void waitForRoom(long nowNanos) {
        if (fullSinceNanos == NEVER) {
            fullSinceNanos = nowNanos;
            metrics.oddity(MediaWebSockets.CHANNEL, "socket-full");
        } else if (nowNanos - fullSinceNanos > limits.stall().toNanos()) {
            breakOff(CloseCode.POLICY, "peer-stalled");
        }
    }

    private void send(long nowNanos) {
        var source = outgoing;
        if (source != null && isBridged(nowNanos)) {
            sender.send(source, nowNanos);
        }
    }

    private void keepAlive(long nowNanos) {
        if (outgoing != null && isBridged(nowNanos)) {
            sender.keepAlive(nowNanos);
        }
    }

    private boolean isBridged(long nowNanos) {
        return bridged || nowNanos - bridgedAnywayNanos >= 0;
    }

    private @Nullable OutgoingFrame take(OutgoingAudio source) {
        if (ended) {
            return null;
        }
        try {
            return source.next();
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("channel", origin.channelId())
                    .setCause(e)
                    .log("no outgoing audio");
            breakOff(CloseCode.INTERNAL, "fault");
            return null;
        }
    }

    /// Asterisk sent something.
    void heardFrom() {
        heardFromNanos = time.nanoTime();
    }

    void audio(byte[] frame) {
        bridged = true;
        pause.heard();
        reports.audio(frame);
    }

    void event(MediaEvent event) {
        long nowNanos = time.nanoTime();
        switch (event) {
            case MediaEvent.Digit(char digit) -> reports.tell(to -> to.digit(digit));
            case MediaEvent.MarkProcessed(var id) -> played(sender.markProcessed(id, nowNanos));
            case MediaEvent.Status status -> played(sender.status(status, nowNanos));
            case MediaEvent.Xoff() -> sender.off();
            case MediaEvent.Xon() -> sender.on();
            case MediaEvent.Failed(var text) -> {
                metrics.oddity(MediaWebSockets.CHANNEL, "media-error");
                log.atWarn()
                        .addKeyValue("channel", origin.channelId())
                        .addKeyValue("error", text)
                        .log("Asterisk could not do what it was told");
            }
            case MediaEvent.Start _ -> breakOff(CloseCode.POLICY, "started-twice");
            case MediaEvent.Other() -> metrics.oddity(MediaWebSockets.CHANNEL, "unknown-event");
        }
    }

    private void played(OptionalLong sequence) {
        if (sequence.isPresent()) {
            reports.played(sequence.getAsLong());
        }
    }

    /// The connection is over or about to be; the last thing the listener hears of.
    void ended(boolean byCaller, String detail) {
        if (ended) {
            return;
        }
        ended = true;
        clock.remove(this);
        outgoing = null;
        whenEnded.run();
        log.atInfo()
                .addKeyValue("channel", origin.channelId())
                .addKeyValue("byCaller", byCaller)
                .addKeyValue("detail", detail)
                .log("media WebSocket ended");
        reports.tell(to -> to.closed(byCaller, detail));
    }

    /// We end it.
    ///
    /// @param code RFC 6455 §7.4.1
    void breakOff(int code, String detail) {
        if (!ended) {
            if (code != CloseCode.NORMAL) {
                metrics.event(MediaWebSockets.CHANNEL, "media-websocket", detail);
            }
            socket.close(code, detail);
            ended(false, detail);
        }
    }
}
