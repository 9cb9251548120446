package io.centralita.app.matrix;

import io.centralita.app.matrix.SoundBook.Sound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes down what the caller hears, 20 ms at a time.
final class CallerEar {
    private static final int SLOT_MS = 20;

    /// A stretch of one sound without a hole in it.
    static final class Stretch {
        final Sound sound;
        final int firstFrame;
        final long fromMs;
        private int lastFrame;
        private long toMs;

        private Stretch(Sound sound, int frame, long fromMs) {
            this.sound = sound;
            this.firstFrame = frame;
            this.lastFrame = frame;
            this.fromMs = fromMs;
            this.toMs = fromMs + SLOT_MS;
        }

        int lastFrame() {
            return lastFrame;
        }

        long toMs() {
            return toMs;
        }

        /// Whether the sound was heard to its end.
        boolean isLast() {
            return sound.frames() > 0 && lastFrame == sound.frames() - 1;
        }

        @Override
        public String toString() {
            return "%d–%d ms %s «%s»%s"
                    .formatted(fromMs, toMs, sound.who, sound.text(), isLast() ? "" : " …");
        }
    }

    private final World world;
    private final SoundBook sounds;
    private final List<Stretch> stretches = new ArrayList<>();
    private int strangeFrames;

    CallerEar(World world, SoundBook sounds) {
        this.world = world;
        this.sounds = sounds;
    }

    /// @param frame null where nothing is heard
    void hear(byte @Nullable [] frame) {
        if (frame == null) {
            return;
        }
        var piece = sounds.piece(frame);
        if (piece == null) {
            strangeFrames++;
            return;
        }
        var now = world.ms();
        var last = stretches.isEmpty() ? null : stretches.getLast();
        if (last != null
                && last.sound == piece.sound()
                && last.toMs == now
                && last.lastFrame + 1 == piece.frame()) {
            last.lastFrame++;
            last.toMs += SLOT_MS;
        } else {
            stretches.add(new Stretch(piece.sound(), piece.frame(), now));
        }
    }

    List<Stretch> heard() {
        return stretches;
    }

    /// What is being heard now.
    Optional<Stretch> now() {
        return stretches.isEmpty() || stretches.getLast().toMs < world.ms()
                ? Optional.empty()
                : Optional.of(stretches.getLast());
    }

    /// The latest that was heard to its end, gave what was owed, and began after this time.
    ///
    /// @param sinceMs 0 while the caller has said nothing
    Optional<Stretch> settled(long sinceMs) {
        return stretches.reversed().stream()
                .filter(one -> one.fromMs >= sinceMs && one.isLast())
                .filter(one -> Dialogue.settles(one.sound.text(), sinceMs > 0))
                .findFirst();
    }

    /// Frames that are nothing that was ever said.
    int strangeFrames() {
        return strangeFrames;
    }
}
