package io.centralita.channel.asterisk.audiosocket;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.asterisk.media.DirectCall;
import io.centralita.channel.asterisk.media.DirectCalls;
import io.centralita.media.AudioFormat;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One TCP connection: who it is, and then the line that it becomes.
///
/// Nothing is sent before the rate is known, which of calls without ARI only their first audio
/// tells. Confined to its event loop.
final class Connection implements MessageReader.Receiver {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    /// What the other side may say of its failure (Asterisk documentation, «AudioSocket», error
    /// codes): the caller has hung up.
    private static final int ERROR_CALLER_GONE = 1;

    /// What all connections share.
    ///
    /// @param clock the pacing clock to take on the event loop this is asked on
    /// @param timers on that event loop
    record Parts(
            CallIds ids,
            DirectCalls calls,
            Supplier<PacingClock> clock,
            PacingClock.Timers timers,
            AudioSocketSettings.Limits limits,
            ChannelMetrics metrics) {}

    private final Parts parts;
    private final LineSocket socket;
    private final String peer;
    private final Consumer<Runnable> loop;
    private final Runnable whenNamed;
    private final MessageReader reader = new MessageReader(this);
    private @Nullable UUID id;
    private @Nullable Announcement announcement;
    private @Nullable AudioSocketLine line;
    private boolean over;
    private boolean broken;

    /// @param peer the other side's address
    /// @param whenNamed is run once: when the id is known, or the connection over without one
    Connection(
            Parts parts,
            LineSocket socket,
            String peer,
            Consumer<Runnable> loop,
            Runnable whenNamed) {
        this.parts = parts;
        this.socket = socket;
        this.peer = peer;
        this.loop = loop;
        this.whenNamed = whenNamed;
        parts.timers().after(parts.limits().id().toMillis(), this::idIsLate);
    }

    void read(Buffer bytes) {
        if (!over) {
            reader.read(bytes);
        }
    }

    private void idIsLate() {
        if (id == null) {
            refuse("no-id");
        }
    }

    @Override
    public void id(UUID given) {
        if (id != null) {
            oddity("second-id");
            return;
        }
        switch (parts.ids().claim(given, peer)) {
            case CallIds.Claim.Refused(var reason) -> refuse(reason);
            case CallIds.Claim.Expected(var expected) -> {
                named(given);
                expected.arrived(begin(given, expected.format(), expected.tellsDigits()));
            }
            case CallIds.Claim.Direct(var known) -> {
                named(given);
                announcement = known;
                parts.timers()
                        .after(
                                parts.limits().firstAudio().toMillis(),
                                () -> direct(AudioFormat.PCM_8K));
            }
        }
    }

    private void named(UUID given) {
        id = given;
        whenNamed.run();
    }

    private AudioSocketLine begin(UUID given, AudioFormat format, boolean tellsDigits) {
        var begun =
                new AudioSocketLine(
                        given,
                        format,
                        tellsDigits,
                        socket,
                        loop,
                        parts.clock().get(),
                        parts.limits(),
                        parts.metrics(),
                        () -> end(given));
        line = begun;
        return begun;
    }

    /// A call without ARI whose rate is known now, if it was not before.
    private void direct(AudioFormat format) {
        var known = announcement;
        var given = id;
        if (known == null || given == null || over) {
            return;
        }
        announcement = null;
        var begun = begin(given, format, true);
        log.atInfo().addKeyValue("line", given).log("call came without ARI");
        handOver(
                new DirectCall(
                        given.toString(), known.from(), known.to(), known.parameters(), begun));
    }

    private void handOver(DirectCall call) {
        try {
            parts.calls().arrived(call);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("line", id).setCause(e).log("call could not be taken");
            call.line().close("fault");
        }
    }

    /// Ends it from our side.
    void close(String reason) {
        loop.accept(
                () -> {
                    var begun = line;
                    if (begun != null) {
                        begun.close(reason);
                    } else if (!over) {
                        ended(false, reason);
                        socket.end(MessageWriter.hangUp());
                    }
                });
    }

    @Override
    public void malformedId() {
        if (id == null) {
            refuse("malformed-id");
        } else {
            oddity("second-id");
        }
    }

    @Override
    public void audio(int rateHz, byte[] pcm) {
        if (id == null) {
            refuse("audio-before-id");
            return;
        }
        direct(Kind.lineFormat(rateHz));
        if (line != null) {
            line.audio(rateHz, pcm);
        }
    }

    @Override
    public void digit(char digit) {
        if (id == null) {
            refuse("digit-before-id");
            return;
        }
        direct(AudioFormat.PCM_8K);
        if (line != null) {
            line.digit(digit);
        }
    }

    @Override
    public void hangUp() {
        ended(true, "hang-up");
        socket.close();
    }

    @Override
    public void error(int code) {
        log.atWarn()
                .addKeyValue("line", id)
                .addKeyValue("code", code)
                .log("other side reports a failure");
        oddity("peer-error");
        ended(code == ERROR_CALLER_GONE, "error-" + code);
        socket.close();
    }

    @Override
    public void oddity(String what) {
        parts.metrics().oddity(AudioSocketTransport.NAME, what);
    }

    /// The connection was reset, or failed in some other way; its end follows.
    void failed(Throwable cause) {
        broken = true;
        log.atDebug().addKeyValue("line", id).setCause(cause).log("audio connection failed");
    }

    /// The connection is over. In good order it ends by a FIN, which is all that says that the
    /// caller hung up.
    void closed() {
        if (over) {
            return;
        }
        if (broken) {
            ended(false, "reset");
        } else if (reader.isBetweenMessages()) {
            ended(true, "fin");
        } else {
            oddity("cut-message");
            ended(false, "cut-message");
        }
    }

    private void refuse(String reason) {
        if (over) {
            return;
        }
        log.atWarn()
                .addKeyValue("peer", peer)
                .addKeyValue("reason", reason)
                .log("audio connection was refused");
        parts.metrics().refused(AudioSocketTransport.NAME, reason);
        ended(false, reason);
        socket.end(MessageWriter.hangUp());
    }

    private void ended(boolean byCaller, String detail) {
        if (over) {
            return;
        }
        var begun = line;
        if (begun != null) {
            begun.ended(byCaller, detail); // Comes back by end.
            return;
        }
        var given = id;
        if (given == null) {
            over();
            whenNamed.run();
        } else {
            log.atInfo()
                    .addKeyValue("line", given)
                    .addKeyValue("detail", detail)
                    .log("call was over before it began");
            parts.metrics().event(AudioSocketTransport.NAME, "direct-call", "over-at-once");
            end(given);
        }
    }

    private void end(UUID given) {
        over();
        parts.ids().release(given);
    }

    private void over() {
        over = true;
        reader.stop();
    }
}
