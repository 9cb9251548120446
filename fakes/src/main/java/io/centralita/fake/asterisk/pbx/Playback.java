package io.centralita.fake.asterisk.pbx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.audio.Frame;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that is being played. On a bridge it makes the third, so that the bridge is mixed.
public final class Playback {
    private final Pbx pbx;
    private final Target target;
    private final String id;
    private final List<String> media;
    private final int skipMs;
    private final String attendant;
    private int current;
    private @Nullable Reel reel;
    private Runnable over = () -> {};
    private boolean paused;
    private boolean finished;

    /// @param skipMs of `forward` and `reverse`
    Playback(Pbx pbx, Target target, String id, List<String> media, int skipMs) {
        this.pbx = pbx;
        this.target = target;
        this.id = id;
        this.media = List.copyOf(media);
        this.skipMs = skipMs;
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
        boolean first = current == 0;
        tell(first ? "PlaybackStarted" : "PlaybackContinuing", first ? "playing" : "continuing");
        pbx.studio()
                .sound(media.get(current))
                .ifPresentOrElse(
                        sound -> reel = new Reel(pbx.timeline, sound, this::frame, this::next),
                        () -> finish("failed"));
    }

    private void next() {
        current++;
        if (current < media.size()) {
            start();
        } else {
            current--;
            finish("done");
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

    /// @param operation `pause`, `unpause`, `restart`, `forward` or `reverse`
    /// @return false while nothing is played
    public boolean control(String operation) {
        if (reel == null) {
            return false;
        }
        switch (operation) {
            case "restart" -> reel.restart();
            case "forward" -> reel.skip(skipMs);
            case "reverse" -> reel.skip(-skipMs);
            default -> {
                paused = operation.equals("pause");
                reel.pause(paused);
            }
        }
        return true;
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
        tell("PlaybackFinished", state);
        if (target instanceof Target.OfBridge(var bridge)) {
            pbx.bridging.unattend(bridge, attendant);
        }
    }

    private void tell(String type, String state) {
        pbx.events.media(target, type, "playback", json(state));
    }

    public ObjectNode json() {
        return json(paused ? "paused" : reel == null ? "queued" : "playing");
    }

    public ObjectNode json(String state) {
        var json = Json.object().put("id", id).put("media_uri", media.get(current));
        if (current + 1 < media.size()) {
            json.put("next_media_uri", media.get(current + 1));
        }
        return json.put("target_uri", target.uri()).put("language", "en").put("state", state);
    }
}
