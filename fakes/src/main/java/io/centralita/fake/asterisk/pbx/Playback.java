package io.centralita.fake.asterisk.pbx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.audio.Frame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Something that is being played. On a bridge it makes the third, so that the bridge is mixed.
public final class Playback {
    private static final String SOUND = "sound:";
    private final Pbx pbx;
    private final Target target;
    private final String id;
    private final String media;
    private final String attendant;
    private Timeline.@Nullable Appointment reel;
    private Runnable over = () -> {};
    private boolean finished;

    Playback(Pbx pbx, Target target, String id, String media) {
        this.pbx = pbx;
        this.target = target;
        this.id = id;
        this.media = media;
        this.attendant = target instanceof Target.OfBridge ? pbx.ids.attendant("Announcer") : "";
    }

    public String id() {
        return id;
    }

    Target target() {
        return target;
    }

    void begin(Runnable whenOver) {
        over = whenOver;
        if (target instanceof Target.OfBridge(var bridge)) {
            pbx.bridging.attend(bridge, attendant);
        }
        pbx.timeline.after(Duration.ofMillis(1), this::start);
    }

    private void start() {
        if (finished) {
            return;
        }
        pbx.events.media(target, "PlaybackStarted", "playback", json("playing"));
        var sound = media.startsWith(SOUND) ? media.substring(SOUND.length()) : "";
        if (pbx.studio().has(sound)) {
            reel = pbx.studio().run(sound, this::frame, () -> finish("done"));
        } else {
            finish("failed");
        }
    }

    private void frame(Frame frame) {
        switch (target) {
            case Target.OfChannel(var channel) -> channel.play(frame);
            case Target.OfBridge(var bridge) -> {
                if (bridge.softmix != null) {
                    bridge.softmix.take(this, frame);
                }
            }
        }
    }

    /// @param state `done`, `failed`
    public void finish(String state) {
        if (finished) {
            return;
        }
        finished = true;
        if (reel != null) {
            reel.cancel();
        }
        over.run();
        pbx.events.media(target, "PlaybackFinished", "playback", json(state));
        if (target instanceof Target.OfBridge(var bridge)) {
            pbx.bridging.unattend(bridge, attendant);
        }
    }

    public ObjectNode json(String state) {
        return Json.object()
                .put("id", id)
                .put("media_uri", media)
                .put("target_uri", target.uri())
                .put("language", "en")
                .put("state", state);
    }
}
