package io.centralita.console.live;

import io.centralita.call.record.Moment;
import io.centralita.call.watch.LiveCall;
import io.centralita.console.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket of somebody who hears a call: `begin`, then audio, then `ended`. A listener who takes
/// too little misses what they did not take, and is cut off after five seconds of that; one whose
/// socket gives no sign of life for half a minute is gone. Whoever signs out hears nothing any more
/// a second later. Confined to the socket's event loop.
class Earpiece {
    /// RFC 6455 §7.4.1.
    static final short NORMAL = 1000;

    static final short POLICY = 1008;
    static final short TRY_AGAIN_LATER = 1013;

    private static final Logger log = LoggerFactory.getLogger(Earpiece.class);

    private static final long FRAME_MS = 20;
    private static final int FRAMES_TO_PING = 500;
    private static final int FRAMES_TO_ASK = 50;
    private static final int PINGS_MISSED = 3;
    private static final int FRAMES_TO_GIVE_UP = 250;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final LiveCall call;
    private final BooleanSupplier welcome;
    private @Nullable StereoFrames frames;
    private long timer = -1;
    private long beats;
    private int fullFor;
    private int unanswered;
    private boolean over;

    /// @param welcome whether they may still be here, asked once a second
    Earpiece(Vertx vertx, ServerWebSocket socket, LiveCall call, BooleanSupplier welcome) {
        this.vertx = vertx;
        this.socket = socket;
        this.call = call;
        this.welcome = welcome;
        socket.closeHandler(_ -> gone());
        socket.exceptionHandler(_ -> gone());
        socket.pongHandler(_ -> unanswered = 0);
        timer = vertx.setPeriodic(FRAME_MS, _ -> beat());
    }

    LiveCall call() {
        return call;
    }

    /// They hear the call from now on.
    ///
    /// @return false where they cannot
    boolean listen() {
        var audio = call.audio();
        var from = audio.now();
        var begun = new StereoFrames(audio, from);
        if (!audio.add(begun.tape())) {
            return false;
        }
        frames = begun;
        var begin = new LinkedHashMap<String, @Nullable Object>();
        begin.put("type", "begin");
        begin.put("sampleRate", StereoFrames.RATE_HZ);
        begin.put("channels", 2);
        begin.put("frameMs", FRAME_MS);
        begin.put("zeroMs", call.offsetMs(from));
        send(begin);
        return true;
    }

    private void beat() {
        beats++;
        if (beats % FRAMES_TO_ASK == 0 && !welcome.getAsBoolean()) {
            finish(POLICY, Map.of("type", "ended", "reason", "signed-out"));
            return;
        }
        if (beats % FRAMES_TO_PING == 0 && !isAlive()) {
            finish(POLICY, Map.of("type", "ended", "reason", "gone"));
            return;
        }
        var heard = frames;
        if (heard != null) {
            heard.next(this::send);
            if (heard.tape().isOver()) {
                finish(NORMAL, Map.of("type", "ended", "reason", reason()));
                return;
            }
        } else if (call.isOver()) {
            finish(NORMAL, Map.of("type", "ended", "reason", reason()));
            return;
        }
        onBeat();
    }

    /// Something else that has to be looked after.
    void onBeat() {}

    private boolean isAlive() {
        if (++unanswered > PINGS_MISSED) {
            return false;
        }
        var _ = socket.writePing(Buffer.buffer("?"));
        return true;
    }

    private void send(Buffer frame) {
        if (over) {
            return;
        }
        if (!socket.writeQueueFull()) {
            fullFor = 0;
            var _ = socket.writeBinaryMessage(frame);
        } else if (++fullFor > FRAMES_TO_GIVE_UP) {
            log.atInfo().addKeyValue("call", call.id()).log("slow listener cut off");
            finish(TRY_AGAIN_LATER, Map.of("type", "ended", "reason", "too-slow"));
        }
    }

    void send(Map<String, ?> message) {
        if (!over) {
            var _ = socket.writeTextMessage(Json.write(message));
        }
    }

    /// Says a last word and closes.
    void finish(short code, Map<String, ?> message) {
        if (!over) {
            send(message);
            gone();
            var _ = socket.close(code);
        }
    }

    private void gone() {
        if (over) {
            return;
        }
        over = true;
        vertx.cancelTimer(timer);
        var heard = frames;
        if (heard != null) {
            call.audio().remove(heard.tape());
        }
        whenGone();
    }

    /// They hear nothing any more. Called once.
    void whenGone() {}

    private String reason() {
        return call.since(0).moments().stream()
                .filter(moment -> moment.kind() == Moment.Kind.ENDED)
                .map(Moment::name)
                .filter(Objects::nonNull)
                .map(name -> name.substring(name.indexOf(' ') + 1))
                .findFirst()
                .orElse("over");
    }

    static Duration frame() {
        return Duration.ofMillis(FRAME_MS);
    }
}
