package io.centralita.channel.twilio;

import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.leg.Returned;
import io.centralita.call.scope.Time;
import io.centralita.call.transfer.Target;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.media.AudioFormat;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A caller on a Twilio media stream.
///
/// Audio goes out at the beat of the loop's clock, as much as keeps Twilio a little ahead of the
/// caller's ear; only the beginning of speech does not wait for it. What he has heard is known from
/// marks, one for every 100 ms and one after the last frame before a pause. [#clear] opens a new
/// generation; a mark of an older one says nothing, because Twilio sends the marks of cleared audio
/// back at once.
///
/// Threads: [#open], [#speechWaits], [#clear] and [#close] may be called from anywhere and take
/// effect on the event loop, in order; everything else is confined to the loop. No lock is held
/// while the listener or the outgoing audio is called: a report already under way when [#clear] is
/// called may still come.
final class TwilioLeg implements Leg, PacingClock.Member {
    private static final Logger log = LoggerFactory.getLogger(TwilioLeg.class);

    private static final long MARK_EVERY_NANOS = 100_000_000;
    private static final long NEVER = Long.MIN_VALUE;

    /// Reports kept for a listener that has not come yet; two seconds of audio.
    private static final int MAX_EARLY = 100;

    private final LegInfo info;
    private final String streamSid;
    private final StreamSocket socket;
    private final Consumer<Runnable> loop;
    private final PacingClock clock;
    private final Time time;
    private final TwilioSettings.Limits limits;
    private final ChannelMetrics metrics;
    private final Consumer<CallEnd> farewell;
    private final Runnable whenEnded;
    private final LegTraits traits;
    private final StreamWriter writer;
    private final PlayoutWindow window;
    private final int framesPerTick;
    private final AtomicInteger generation = new AtomicInteger();

    private final ArrayDeque<Consumer<LegListener>> early = new ArrayDeque<>();
    private @Nullable LegListener listener;
    private @Nullable OutgoingAudio outgoing;
    private boolean ended;

    /// The generation that Twilio's buffer belongs to.
    private int wireGeneration;

    private long lastSequence;
    private long markedPosition;
    private long fullSinceNanos = NEVER;
    private long heardFromNanos;

    /// @param farewell is told how the call ends before the stream is closed
    TwilioLeg(
            LegInfo info,
            String streamSid,
            StreamSocket socket,
            Consumer<Runnable> loop,
            PacingClock clock,
            Time time,
            TwilioSettings.Limits limits,
            ChannelMetrics metrics,
            Consumer<CallEnd> farewell,
            Runnable whenEnded,
            LegTraits traits) {
        this.traits = traits;
        this.info = info;
        this.streamSid = streamSid;
        this.socket = socket;
        this.loop = loop;
        this.clock = clock;
        this.time = time;
        this.limits = limits;
        this.metrics = metrics;
        this.farewell = farewell;
        this.whenEnded = whenEnded;
        writer = new StreamWriter(streamSid, socket);
        window = new PlayoutWindow(limits.maxAhead().toNanos());
        framesPerTick = Math.toIntExact(limits.maxAhead().dividedBy(AudioFormat.FRAME)) + 1;
        heardFromNanos = time.nanoTime();
        clock.add(this);
    }

    @Override
    public LegInfo info() {
        return info;
    }

    @Override
    public AudioFormat format() {
        return AudioFormat.PCMU_8K;
    }

    @Override
    public Set<Target.Kind> reaches() {
        return traits.transfers() ? Transfers.REACHES : Set.of();
    }

    @Override
    public boolean recorded() {
        return traits.recorded();
    }

    @Override
    public Optional<Returned> returned() {
        return traits.returned();
    }

    String streamSid() {
        return streamSid;
    }

    @Override
    public void open(LegListener newListener, OutgoingAudio newOutgoing) {
        loop.accept(
                () -> {
                    if (listener != null) {
                        throw new IllegalStateException("opened twice: " + info);
                    }
                    listener = newListener;
                    outgoing = newOutgoing;
                    early.forEach(report -> report.accept(newListener));
                    early.clear();
                });
    }

    /// The first words of an answer go at once: a beat may be 20 ms away.
    @Override
    public void speechWaits() {
        loop.accept(
                () -> {
                    if (!ended && !socket.isFull()) {
                        dropIfCleared();
                        send(time.nanoTime());
                        socket.flush();
                    }
                });
    }

    @Override
    public void clear() {
        generation.incrementAndGet();
        loop.accept(
                () -> {
                    if (!ended) {
                        dropIfCleared();
                        socket.flush();
                    }
                });
    }

    @Override
    public void close(CallEnd end) {
        loop.accept(
                () -> {
                    if (!ended) {
                        farewell.accept(end);
                    }
                    breakOff(StreamConnection.NORMAL, end.reason());
                });
    }

    @Override
    public void tick(long nowNanos) {
        dropIfCleared();
        if (nowNanos - heardFromNanos > limits.peerSilence().toNanos()) {
            breakOff(StreamConnection.POLICY, "peer-silent");
        } else if (socket.isFull()) {
            waitForRoom(nowNanos);
        } else {
            fullSinceNanos = NEVER;
            send(nowNanos);
        }
        socket.flush();
    }

    private void waitForRoom(long nowNanos) {
        if (fullSinceNanos == NEVER) {
            fullSinceNanos = nowNanos;
            metrics.oddity(TwilioChannel.NAME, "socket-full");
        } else if (nowNanos - fullSinceNanos > limits.stallTimeout().toNanos()) {
            breakOff(StreamConnection.POLICY, "peer-stalled");
        }
    }

    private void send(long nowNanos) {
        var source = outgoing;
        for (int i = 0; source != null && i < framesPerTick && window.hasRoom(nowNanos); i++) {
            var frame = take(source);
            if (ended) {
                return;
            }
            if (dropIfCleared()) {
                continue; // Taken while clear was called: before it, for all we know.
            }
            if (frame == null) {
                mark();
                return;
            }
            writer.media(frame.audio());
            lastSequence = frame.sequence();
            window.sent(format().duration(frame.audio().length).toNanos(), nowNanos);
            if (window.position() - markedPosition >= MARK_EVERY_NANOS) {
                mark();
            }
            if (socket.isFull()) {
                return;
            }
        }
    }

    private @Nullable OutgoingFrame take(OutgoingAudio source) {
        try {
            return source.next();
        } catch (RuntimeException e) {
            log.atError().addKeyValue("call", info.callId()).setCause(e).log("no outgoing audio");
            breakOff(StreamConnection.INTERNAL, "fault");
            return null;
        }
    }

    /// A mark's name says all that its echo must tell: generation, sequence number of the last
    /// frame before it, position of that frame's end in nanoseconds of this generation's audio.
    private void mark() {
        if (window.position() > markedPosition) {
            markedPosition = window.position();
            writer.mark(wireGeneration + "." + lastSequence + "." + markedPosition);
        }
    }

    /// Tells Twilio to drop what it has, if [#clear] was called since.
    private boolean dropIfCleared() {
        int wanted = generation.get();
        if (wireGeneration == wanted) {
            return false;
        }
        wireGeneration = wanted;
        if (window.position() > 0) {
            writer.clear();
        }
        window.reset();
        markedPosition = 0;
        return true;
    }

    /// Twilio sent something.
    void heardFrom() {
        heardFromNanos = time.nanoTime();
    }

    /// @param base64 as it came, checked
    void audio(byte[] base64, int bytes) {
        var to = listener;
        if (to != null) {
            to.encodedAudio(base64, bytes);
        } else {
            report(late -> late.encodedAudio(base64, bytes));
        }
    }

    void digit(char digit) {
        report(to -> to.digit(digit));
    }

    void lost(int frames) {
        report(to -> to.lost(frames));
    }

    void markReached(String name) {
        try {
            int first = name.indexOf('.');
            int second = name.indexOf('.', first + 1);
            int markGeneration = Integer.parseInt(name, 0, first, 10);
            long sequence = Long.parseLong(name, first + 1, second, 10);
            long position = Long.parseLong(name, second + 1, name.length(), 10);
            if (markGeneration == generation.get() && position <= markedPosition) {
                window.heard(position, time.nanoTime());
                report(to -> to.played(sequence));
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            metrics.oddity(TwilioChannel.NAME, "foreign-mark");
        }
    }

    private void report(Consumer<LegListener> report) {
        var to = listener;
        if (to != null) {
            report.accept(to);
            return;
        }
        if (early.size() == MAX_EARLY) {
            early.removeFirst();
            metrics.oddity(TwilioChannel.NAME, "early-dropped");
        }
        early.add(report);
    }

    /// The connection is over or about to be; the last thing the listener hears of.
    void ended(boolean byCaller, String detail) {
        if (ended) {
            return;
        }
        ended = true;
        clock.remove(this);
        outgoing = null;
        log.atInfo()
                .addKeyValue("call", info.callId())
                .addKeyValue("byCaller", byCaller)
                .addKeyValue("detail", detail)
                .log("media stream ended");
        report(to -> to.closed(byCaller, detail));
    }

    private void breakOff(int code, String detail) {
        if (!ended) {
            socket.close(code, detail);
            whenEnded.run();
            ended(false, detail);
        }
    }
}
