package io.centralita.fake.asterisk.pbx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.audio.Conversion;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.media.Pcm;
import io.centralita.media.Recording;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// Something that is being recorded. On a bridge it makes the third, so that the bridge is mixed.
public final class LiveRecording {
    private final Pbx pbx;
    private final Target target;
    private final String name;
    private final String format;
    private final String attendant;
    private final Map<Format, Conversion> conversions = new EnumMap<>(Format.class);
    private final Consumer<Frame> tap = this::keep;
    private short[] samples = {};
    private int count;
    private long begunNanos;

    LiveRecording(Pbx pbx, Target target, String name, String format, String attendant) {
        this.pbx = pbx;
        this.target = target;
        this.name = name;
        this.format = format;
        this.attendant = attendant;
    }

    public String name() {
        return name;
    }

    Target target() {
        return target;
    }

    void begin() {
        begunNanos = pbx.timeline.nanoTime();
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
                () -> pbx.events.media(target, "RecordingStarted", "recording", json("recording")));
    }

    Recording end(boolean kept) {
        var json = json(kept ? "done" : "canceled");
        json.put("duration", (pbx.timeline.nanoTime() - begunNanos) / 1_000_000_000L);
        pbx.events.media(target, "RecordingFinished", "recording", json);
        switch (target) {
            case Target.OfChannel(var channel) -> channel.recorders.remove(tap);
            case Target.OfBridge(var bridge) -> pbx.bridging.unattend(bridge, attendant);
        }
        return new Recording(Format.SLIN16.rateHz(), Arrays.copyOf(samples, count));
    }

    public ObjectNode json(String state) {
        return Json.object()
                .put("name", name)
                .put("format", format)
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
        if (count + more.length > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(2 * samples.length, count + more.length));
        }
        System.arraycopy(more, 0, samples, count, more.length);
        count += more.length;
    }
}
