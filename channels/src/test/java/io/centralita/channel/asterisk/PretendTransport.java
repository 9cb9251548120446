package io.centralita.channel.asterisk;

import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.ExternalMedia;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.channel.asterisk.media.MediaTransport;
import io.centralita.channel.asterisk.media.PreparedMedia;
import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Audio by method calls. Its lines take whatever is there to be said at once, note whether anybody
/// could hear it, and are as dead as their channel.
final class PretendTransport implements MediaTransport {
    final List<Line> lines = new CopyOnWriteArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    private final String name;
    private final PretendAsterisk asterisk;
    private final ExecutorService loop =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("loop").factory());
    volatile boolean full;
    volatile boolean tellsDigits;
    volatile boolean asteriskConnects;

    /// What it was told of the Asterisk in front of us.
    volatile String version = "";

    PretendTransport(String name, PretendAsterisk asterisk) {
        this.name = name;
        this.asterisk = asterisk;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean asteriskConnects() {
        return asteriskConnects;
    }

    @Override
    public void asteriskIs(String told) {
        version = told;
    }

    @Override
    public PreparedMedia prepare(MediaRequest request) throws MediaFailure {
        if (full) {
            throw new MediaFailure("full", null);
        }
        return new Prepared(request);
    }

    Line last() {
        return lines.getLast();
    }

    @Override
    public int lines() {
        return open.get();
    }

    @Override
    public void close() {
        loop.shutdown();
    }

    private final class Prepared implements PreparedMedia {
        private final MediaRequest request;
        private boolean closed;

        Prepared(MediaRequest request) {
            this.request = request;
            open.incrementAndGet();
        }

        @Override
        public ExternalMedia wanted() {
            return new ExternalMedia(
                    "ulaw",
                    "127.0.0.1:1",
                    name,
                    "udp",
                    "client",
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
        }

        @Override
        public AudioFormat format() {
            return AudioFormat.PCMU_8K;
        }

        @Override
        public CompletionStage<MediaLine> connect(AriChannel channel) {
            var line = new Line(request, channel.id());
            lines.add(line);
            return CompletableFuture.completedStage(line);
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }

    final class Line implements MediaLine {
        final MediaRequest request;
        final AtomicInteger heard = new AtomicInteger();
        final AtomicInteger unheard = new AtomicInteger();
        private final String channel;
        private @Nullable LegListener listener;
        private @Nullable OutgoingAudio outgoing;
        private boolean over;

        private Line(MediaRequest request, String channel) {
            this.request = request;
            this.channel = channel;
        }

        @Override
        public AudioFormat format() {
            return AudioFormat.PCMU_8K;
        }

        @Override
        public void open(LegListener newListener, OutgoingAudio newOutgoing) {
            execute(
                    () -> {
                        listener = newListener;
                        outgoing = newOutgoing;
                        speak();
                    });
        }

        private void speak() {
            var from = outgoing;
            var to = listener;
            if (from == null || to == null || over) {
                return;
            }
            for (var frame = from.next(); frame != null; frame = from.next()) {
                (asterisk.wasBridged(channel) ? heard : unheard).incrementAndGet();
                to.played(frame.sequence());
            }
        }

        @Override
        public void execute(Runnable action) {
            loop.execute(action);
        }

        @Override
        public boolean tellsDigits() {
            return tellsDigits;
        }

        @Override
        public boolean takesAhead() {
            return false;
        }

        @Override
        public void speechWaits() {
            execute(this::speak);
        }

        @Override
        public void clear() {}

        /// A key, as this transport tells it.
        void press(char digit) {
            execute(
                    () -> {
                        var to = listener;
                        if (to != null) {
                            to.digit(digit);
                        }
                    });
        }

        void lose() {
            end("lost");
        }

        @Override
        public void close(String reason) {
            end(reason);
        }

        private void end(String detail) {
            execute(
                    () -> {
                        if (over) {
                            return;
                        }
                        over = true;
                        asterisk.end(channel, 16);
                        var to = listener;
                        if (to != null) {
                            to.closed(false, detail);
                        }
                    });
        }
    }
}
