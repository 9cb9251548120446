package io.centralita.fake.asterisk.pbx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.audio.Conversion;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import io.centralita.media.Recording;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// Something that is being recorded. On a bridge it makes the third, so that the bridge is mixed.
public final class LiveRecording {
    private static final double SILENT_DBFS = -40;

    private final Pbx pbx;
    private final Target target;
    private final RecordingWish wish;
    private final String attendant;
    private final Map<Format, Conversion> conversions = new EnumMap<>(Format.class);
    private final Consumer<Frame> tap = this::keep;
    private short[] samples = {};
    private int count;
    private long begunNanos;
    private long loudNanos;
    private boolean paused;
    private boolean muted;
    private boolean over;

    LiveRecording(Pbx pbx, Target target, RecordingWish wish, String attendant) {
        this.pbx = pbx;
        this.target = target;
        this.wish = wish;
        this.attendant = attendant;
    }

    public String name() {
        return wish.name();
    }

    String format() {
        return wish.format();
    }

    boolean appends() {
        return wish.appends();
    }

    Target target() {
        return target;
    }

    /// @param full when it has to come to its end by itself
    void begin(Runnable full) {
        begunNanos = pbx.timeline.nanoTime();
        loudNanos = begunNanos;
        switch (target) {
            case Target.OfChannel(var channel) -> channel.recorders.add(tap);
            case Target.OfBridge(var bridge) -> {
                pbx.bridging.attend(bridge, attendant);
                if (bridge.softmix != null) {
                    bridge.softmix.recorders.add(this::keep);
                }
            }
        }
        pbx.timeline.after(
                Duration.ofMillis(1),
                () -> pbx.events.media(target, "RecordingStarted", "recording", json()));
        if (!wish.longest().isZero()) {
            pbx.timeline.after(wish.longest(), () -> endUnlessOver(full));
        }
        if (!wish.silence().isZero()) {
            watch(full);
        }
    }

    private void endUnlessOver(Runnable full) {
        if (!over) {
            full.run();
        }
    }

    private void watch(Runnable full) {
        long left = loudNanos + wish.silence().toNanos() - pbx.timeline.nanoTime();
        if (left <= 0) {
            endUnlessOver(full);
        } else if (!over) {
            pbx.timeline.after(Duration.ofNanos(left), () -> watch(full));
        }
    }

    boolean endsWith(Channel channel, char digit) {
        return target.equals(new Target.OfChannel(channel)) && wish.endsWith(digit);
    }

    /// Leaves out what comes.
    public void pause(boolean on) {
        paused = on;
    }

    /// Keeps silence instead of what comes.
    public void mute(boolean on) {
        muted = on;
    }

    Recording end(boolean kept) {
        over = true;
        var json = json(kept ? "done" : "canceled");
        json.put("duration", (pbx.timeline.nanoTime() - begunNanos) / 1_000_000_000L);
        pbx.events.media(target, "RecordingFinished", "recording", json);
        switch (target) {
            case Target.OfChannel(var channel) -> channel.recorders.remove(tap);
            case Target.OfBridge(var bridge) -> pbx.bridging.unattend(bridge, attendant);
        }
        return new Recording(Format.SLIN16.rateHz(), Arrays.copyOf(samples, count));
    }

    public ObjectNode json() {
        return json(paused ? "paused" : "recording");
    }

    public ObjectNode json(String state) {
        return Json.object()
                .put("name", wish.name())
                .put("format", wish.format())
                .put("state", state)
                .put("target_uri", target.uri());
    }

    private void keep(Frame frame) {
        var converted =
                conversions
                        .computeIfAbsent(
                                frame.format(), from -> new Conversion(from, Format.SLIN16))
                        .convert(frame);
        keep(Pcm.samples(converted.payload()));
    }

    private void keep(short[] more) {
        if (over || paused) {
            return;
        }
        if (Levels.rmsDbfs(more) > SILENT_DBFS) {
            loudNanos = pbx.timeline.nanoTime();
        }
        if (count + more.length > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(2 * samples.length, count + more.length));
        }
        if (!muted) {
            System.arraycopy(more, 0, samples, count, more.length);
        }
        count += more.length;
    }
}
