package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.ari.AriFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Presses keys at the caller's end, one row after the other, on a virtual thread that lives while
/// there is something to press. `w` is half a second. Safe from any thread; nothing blocks.
final class Keys implements Consumer<String> {
    private static final int MOST_ROWS = 16;

    /// What Asterisk takes for a key with its pause, by default.
    private static final Duration KEY = Duration.ofMillis(200);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Pattern PARTS = Pattern.compile("w+|[^w]+");

    private static final Logger log = LoggerFactory.getLogger(Keys.class);

    private final Surroundings around;
    private final String channel;
    private final BlockingQueue<String> rows = new ArrayBlockingQueue<>(MOST_ROWS);

    /// Guarded by this.
    private boolean pressing;

    Keys(Surroundings around, String channel) {
        this.around = around;
        this.channel = channel;
    }

    @Override
    public synchronized void accept(String digits) {
        if (!rows.offer(digits)) {
            failed("too-many");
            return;
        }
        if (!pressing) {
            pressing = true;
            Thread.ofVirtual().name(channel + "/keys").start(this::press);
        }
    }

    private void press() {
        try {
            for (var row = next(); row != null; row = next()) {
                for (var part : parts(row)) {
                    press(part);
                }
            }
        } catch (AriFailure failure) {
            failed(failure.isLateness() ? "too-late" : "refused");
            stop();
        } catch (InterruptedException _) {
            stop();
        }
    }

    private synchronized @Nullable String next() {
        var row = rows.poll();
        pressing = row != null;
        return row;
    }

    private synchronized void stop() {
        rows.clear();
        pressing = false;
    }

    private void press(String part) throws AriFailure, InterruptedException {
        var length = (part.startsWith("w") ? PAUSE : KEY).multipliedBy(part.length());
        if (!part.startsWith("w")) {
            around.ari().dtmf(channel, part);
        }
        around.time().poll(new ArrayBlockingQueue<Boolean>(1), length.toNanos());
    }

    private static List<String> parts(String row) {
        var parts = new ArrayList<String>();
        var matcher = PARTS.matcher(row);
        while (matcher.find()) {
            parts.add(matcher.group());
        }
        return parts;
    }

    private void failed(String why) {
        around.metrics().event(AsteriskChannel.NAME, "keys", why);
        log.atWarn().addKeyValue("call", channel).addKeyValue("why", why).log("keys not pressed");
    }
}
