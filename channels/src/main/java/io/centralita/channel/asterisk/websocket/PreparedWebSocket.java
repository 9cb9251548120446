package io.centralita.channel.asterisk.websocket;

import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.ExternalMedia;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.channel.asterisk.media.PreparedMedia;
import io.centralita.media.AudioFormat;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One call whose media WebSocket is to come. Safe from any thread; its lock is held for
/// assignments only.
final class PreparedWebSocket implements PreparedMedia, Reception {
    /// Set on media channels of ours, so that one whose call is gone is not taken for a caller whom
    /// the dial plan sends.
    static final String OURS = "CENTRALITA_APPLICATION";

    private static final String CONNECTION_ID = "MEDIA_WEBSOCKET_CONNECTION_ID";
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9_.-]{1,150}");

    private final String channelId;
    private final MediaFormat format;
    private final Optional<String> client;
    private final Opener opener;
    private final Vertx vertx;
    private final long withinMs;
    private final Consumer<PreparedWebSocket> whenOver;
    private final CompletableFuture<MediaLine> there = new CompletableFuture<>();
    private @Nullable MediaConnection connection;
    private @Nullable WebSocketLine line;

    /// Whether a connection is, or is becoming, its line.
    private boolean claimed;

    private long timer = -1;
    private boolean over;

    /// Opens the media WebSocket where we do.
    interface Opener {
        /// @param failed is told where it does not open
        void open(String connectionId, PreparedWebSocket call, Consumer<MediaFailure> failed);
    }

    PreparedWebSocket(
            String channelId,
            MediaFormat format,
            Optional<String> client,
            Opener opener,
            Vertx vertx,
            long withinMs,
            Consumer<PreparedWebSocket> whenOver) {
        this.channelId = channelId;
        this.format = format;
        this.client = client;
        this.opener = opener;
        this.vertx = vertx;
        this.withinMs = withinMs;
        this.whenOver = whenOver;
    }

    String channelId() {
        return channelId;
    }

    @Override
    public ExternalMedia wanted() {
        return new ExternalMedia(
                format.label(),
                client.orElse("INCOMING"),
                "none",
                "websocket",
                client.isPresent() ? "client" : "server",
                Optional.empty(),
                Optional.of("f(json)"),
                Map.of(OURS, "1"));
    }

    @Override
    public AudioFormat format() {
        return format.audio();
    }

    @Override
    public CompletionStage<MediaLine> connect(AriChannel channel) {
        synchronized (this) {
            if (!over && !there.isDone()) {
                timer = vertx.setTimer(withinMs, _ -> failed(new MediaFailure("no-media", null)));
            }
        }
        if (client.isEmpty() && !there.isDone()) {
            var id = channel.variables().getOrDefault(CONNECTION_ID, "");
            if (SAFE_ID.matcher(id).matches()) {
                opener.open(id, this, this::failed);
            } else {
                failed(new MediaFailure("no-connection-id", null));
            }
        }
        return there.minimalCompletionStage();
    }

    @Override
    public Verdict of(MediaEvent.Start start) {
        if (!start.channelId().equals(channelId)) {
            failed(new MediaFailure("foreign-channel", null));
            return new Verdict.Refused("foreign-channel");
        }
        if (!Reception.isAsAgreed(start, format)) {
            failed(new MediaFailure("media-format", null));
            return new Verdict.Refused("media-format");
        }
        synchronized (this) {
            if (over) {
                return new Verdict.Refused("unknown-call");
            }
            if (claimed) {
                return new Verdict.Refused("second-connection");
            }
            claimed = true;
        }
        return new Verdict.Welcome(
                WebSocketLine.Origin.ofApplication(channelId),
                format.audio(),
                this::arrived,
                this::close);
    }

    /// Its WebSocket is open; what Asterisk says on it is to come.
    void opened(MediaConnection opened) {
        boolean late;
        synchronized (this) {
            connection = opened;
            late = over;
        }
        if (late) {
            opened.release("released");
        }
    }

    private void arrived(WebSocketLine arrived) {
        boolean late;
        synchronized (this) {
            line = arrived;
            late = over;
        }
        if (late) {
            arrived.breakOff(CloseCode.NORMAL, "released");
        } else {
            stopTimer();
            there.complete(arrived);
        }
    }

    @Override
    public void gone() {
        failed(new MediaFailure("closed-before-start", null));
    }

    private void failed(MediaFailure why) {
        if (!there.isDone()) {
            end(why);
        }
    }

    private void stopTimer() {
        long running;
        synchronized (this) {
            running = timer;
            timer = -1;
        }
        if (running >= 0) {
            vertx.cancelTimer(running);
        }
    }

    @Override
    public void close() {
        end(new MediaFailure("released", null));
    }

    /// Frees everything, then tells.
    private void end(MediaFailure why) {
        WebSocketLine open;
        MediaConnection waiting;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            open = line;
            waiting = connection;
        }
        stopTimer();
        whenOver.accept(this);
        there.completeExceptionally(why);
        if (open != null) {
            open.close("released");
        } else if (waiting != null) {
            waiting.release("released");
        }
    }

    /// A call is named by its channel.
    @Override
    public String toString() {
        return "PreparedWebSocket[" + channelId + "]";
    }
}
