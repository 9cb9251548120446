package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.media.Pcm;
import io.centralita.media.Recording;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What is being recorded and played.
public final class Studio {
    private static final Duration FRAME = Duration.ofMillis(20);
    private final Pbx pbx;
    private final Map<String, LiveRecording> live = new LinkedHashMap<>();
    private final Map<String, Recording> stored = new LinkedHashMap<>();
    private final Map<String, Playback> playbacks = new LinkedHashMap<>();

    Studio(Pbx pbx) {
        this.pbx = pbx;
    }

    public Optional<LiveRecording> recording(String name) {
        return Optional.ofNullable(live.get(name));
    }

    public boolean hasRecording(String name) {
        return live.containsKey(name) || stored.containsKey(name);
    }

    /// By name: 16 kHz of bridges, the channel's rate of channels.
    public Map<String, Recording> stored() {
        return Map.copyOf(stored);
    }

    public LiveRecording record(Target target, String name, String format) {
        var recording = new LiveRecording(pbx, target, name, format, pbx.ids.attendant("Recorder"));
        live.put(name, recording);
        recording.begin();
        return recording;
    }

    /// @param keep false for a recording that nobody wants
    public void stop(LiveRecording recording, boolean keep) {
        live.remove(recording.name());
        var sound = recording.end(keep);
        if (keep) {
            stored.put(recording.name(), sound);
        }
    }

    public Playback play(Target target, String id, String media) {
        var playback = new Playback(pbx, target, id.isEmpty() ? pbx.ids.uuid() : id, media);
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

    /// Plays a sound to a channel's far end, for the dial plan.
    Timeline.Appointment say(Channel channel, String sound, Runnable then) {
        return run(sound, channel::play, then);
    }

    boolean has(String sound) {
        return pbx.profile.sounds().containsKey(sound);
    }

    /// Frame by frame, one each 20 ms.
    Timeline.Appointment run(String sound, Consumer<Frame> to, Runnable then) {
        var recording = pbx.profile.sounds().get(sound);
        var samples =
                recording == null ? new short[0] : recording.at(Format.SLIN16.rateHz()).samples();
        var reel = new Reel(samples, to, then);
        reel.turn();
        return reel;
    }

    private final class Reel implements Timeline.Appointment {
        private final short[] samples;
        private final Consumer<Frame> to;
        private final Runnable then;
        private final long origin = pbx.timeline.nanoTime();
        private int frames;
        private boolean cancelled;

        Reel(short[] samples, Consumer<Frame> to, Runnable then) {
            this.samples = samples;
            this.to = to;
            this.then = then;
        }

        void turn() {
            long due = origin + frames * FRAME.toNanos() - pbx.timeline.nanoTime();
            pbx.timeline.after(Duration.ofNanos(Math.max(0, due)), this::frame);
        }

        private void frame() {
            if (cancelled) {
                return;
            }
            int from = frames * Format.SLIN16.frameSamples();
            if (from >= samples.length) {
                then.run();
                return;
            }
            var frame = Arrays.copyOfRange(samples, from, from + Format.SLIN16.frameSamples());
            to.accept(Frame.of(Format.SLIN16, Pcm.bytes(frame)));
            frames++;
            turn();
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
