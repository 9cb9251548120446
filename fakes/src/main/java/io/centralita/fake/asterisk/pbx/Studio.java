package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.media.Recording;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What is being recorded and played, and what was recorded.
public final class Studio {
    private static final Sound NOTHING = new Sound(new short[0], false);

    private final Pbx pbx;
    private final Map<String, LiveRecording> live = new LinkedHashMap<>();
    private final Map<String, StoredRecording> stored = new LinkedHashMap<>();
    private final Map<String, Playback> playbacks = new LinkedHashMap<>();
    private final Sounds sounds;

    Studio(Pbx pbx) {
        this.pbx = pbx;
        this.sounds = new Sounds(pbx.profile.sounds(), stored);
    }

    public Optional<LiveRecording> recording(String name) {
        return Optional.ofNullable(live.get(name));
    }

    public boolean isRecording(Channel channel) {
        var target = new Target.OfChannel(channel);
        return live.values().stream().anyMatch(recording -> recording.target().equals(target));
    }

    /// By name.
    public Map<String, StoredRecording> stored() {
        return stored;
    }

    public LiveRecording record(Target target, RecordingWish wish) {
        var recording = new LiveRecording(pbx, target, wish, pbx.ids.attendant("Recorder"));
        live.put(wish.name(), recording);
        recording.begin(() -> stop(recording, true));
        return recording;
    }

    /// @param keep false for a recording that nobody wants
    public void stop(LiveRecording recording, boolean keep) {
        live.remove(recording.name());
        var sound = recording.end(keep);
        if (keep) {
            stored.merge(
                    recording.name(),
                    new StoredRecording(recording.name(), recording.format(), sound),
                    (before, now) -> recording.appends() ? joined(before, now) : now);
        }
    }

    private static StoredRecording joined(StoredRecording first, StoredRecording second) {
        var before = first.sound().samples();
        var after = second.sound().samples();
        var all = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, all, before.length, after.length);
        return new StoredRecording(
                first.name(), first.format(), new Recording(Format.SLIN16.rateHz(), all));
    }

    /// A key that may end a recording.
    void digit(Channel channel, char digit) {
        live.values().stream()
                .filter(recording -> recording.endsWith(channel, digit))
                .toList()
                .forEach(recording -> stop(recording, true));
    }

    public Playback play(Target target, String id, List<String> media, int skipMs) {
        var playback = new Playback(pbx, target, id.isEmpty() ? pbx.ids.uuid() : id, media, skipMs);
        playbacks.put(playback.id(), playback);
        playback.begin(() -> playbacks.remove(playback.id()));
        return playback;
    }

    public Optional<Playback> playback(String id) {
        return Optional.ofNullable(playbacks.get(id));
    }

    /// What is played or recorded there comes to its end with it.
    void abandon(Target target) {
        playbacks.values().stream()
                .filter(playback -> playback.target().equals(target))
                .toList()
                .forEach(playback -> playback.finish("failed"));
        live.values().stream()
                .filter(recording -> recording.target().equals(target))
                .toList()
                .forEach(recording -> stop(recording, true));
    }

    Optional<Sound> sound(String uri) {
        return sounds.of(uri);
    }

    /// Plays a sound to a channel's far end, for the dial plan.
    Timeline.Appointment say(Channel channel, String sound, Runnable then) {
        return new Reel(pbx.timeline, sounds.named(sound).orElse(NOTHING), channel::play, then);
    }

    /// Plays a sound again and again; nothing where there is no such sound.
    Timeline.Appointment loop(String sound, Consumer<Frame> to) {
        var samples = sounds.named(sound).orElse(NOTHING).samples();
        return samples.length == 0
                ? () -> {}
                : new Reel(pbx.timeline, new Sound(samples, true), to, () -> {});
    }
}
