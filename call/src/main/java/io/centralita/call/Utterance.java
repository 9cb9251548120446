package io.centralita.call;

import io.centralita.media.AudioFormat;
import io.centralita.media.Frames;
import io.centralita.media.Transcoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One utterance on its way to the caller: converts what is written into whole frames of the leg's
/// format, and counts how far they got. The writer's side belongs to the one thread that writes;
/// the counters are guarded by the [Playout]'s lock.
final class Utterance {
    final long id;
    private final Transcoder transcoder;
    private final Frames frames;

    /// Frames that found room in the queue, that left for the caller, and that the caller has
    /// heard.
    int queued;

    int taken;
    int played;

    /// Nothing more will be written.
    boolean complete;

    /// Stopped: what is written from now on goes nowhere.
    boolean cut;

    /// The caller hears it, as far as is known here.
    boolean sounding;

    /// When it ran dry, while it is starving.
    long starvingSince;

    private long pausedAt;

    /// What the caller heard of it by another way than ours; since when, while they do.
    private Duration heardElsewhere = Duration.ZERO;

    private long elsewhereSince;
    private boolean elsewhere;

    Utterance(long id, AudioFormat written, AudioFormat leg) {
        this.id = id;
        this.transcoder = Transcoder.between(written, leg);
        this.frames = new Frames(leg);
    }

    /// The whole frames that this audio completes.
    List<byte[]> frames(byte[] audio) {
        return frames.cut(transcoder.convert(audio));
    }

    /// The frames that are left when nothing follows, the last one filled up with silence.
    List<byte[]> lastFrames() {
        var last = new ArrayList<>(frames.cut(transcoder.flush()));
        frames.flush().ifPresent(last::add);
        return last;
    }

    /// The caller does not listen from now on: time that passes is no hole in it, nor is the beat
    /// until it goes on.
    void pause(long now) {
        pausedAt = now;
        starvingSince = sounding ? now + AudioFormat.FRAME.toNanos() : starvingSince;
        sounding = false;
    }

    void goOn(long now) {
        starvingSince += now - pausedAt;
    }

    /// The caller begins to hear it by another way than ours.
    ///
    /// @return false where they hear it already
    boolean soundsElsewhere(long now) {
        boolean begins = !elsewhere;
        if (begins) {
            elsewhere = true;
            elsewhereSince = now;
        }
        return begins;
    }

    /// They hear it no more.
    ///
    /// @return false where they did not
    boolean isOverElsewhere(long now) {
        boolean ends = elsewhere;
        if (ends) {
            elsewhere = false;
            heardElsewhere = heardElsewhere.plusNanos(now - elsewhereSince);
        }
        return ends;
    }

    Duration heard() {
        return AudioFormat.FRAME.multipliedBy(played).plus(heardElsewhere);
    }

    boolean heardToItsEnd() {
        return complete && played == queued;
    }
}
