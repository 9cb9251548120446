package io.centralita.app.bench.engine;

import io.centralita.fake.model.Script;
import io.centralita.fake.model.server.Ear;
import io.centralita.fake.model.server.ModelConnection;
import io.centralita.fake.model.server.Settings;
import io.centralita.fake.model.wire.Voice;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/// The fake model's voice and ear: what it says carries the time of sending in every frame, what it
/// hears carries the time at which it was due. Confined to the event loop.
final class StampedModel implements Voice, Ear {
    /// What every answer takes, in frames.
    static final int ANSWER_FRAMES = 250;

    private static final int FRAME_MS = 20;
    private static final int MOST_CALLERS = 4_096;
    private static final int FRAME_BITS = 20;

    private final Delays delays;
    private final byte[] sound =
            G711.encodeMuLaw(Tones.sine(300, -15, Duration.ofMillis(20), 8_000));
    private final int[] next = new int[MOST_CALLERS];

    StampedModel(Delays delays) {
        this.delays = delays;
    }

    /// Answers everything with five seconds of speech, 120 ms of audio in a piece.
    Settings settings() {
        var answer = Script.say("Esto es lo que dice el modelo.", ANSWER_FRAMES * FRAME_MS);
        return Settings.DEFAULT.withBrain(_ -> answer).withVoice(this).heardBy(this);
    }

    /// A caller's frame. Numbers of frames start at 0 with every call.
    static int number(int caller, long frame) {
        return (caller << FRAME_BITS) | (int) frame;
    }

    /// Callers with these numbers dial anew.
    void forget() {
        Arrays.fill(next, 0);
    }

    @Override
    public String base64(AudioFormat format, int utterance, int fromMs, int lengthMs) {
        long now = System.nanoTime();
        var audio = new byte[format.bytes(Duration.ofMillis(lengthMs))];
        for (int at = 0; at < audio.length; at += sound.length) {
            System.arraycopy(sound, 0, audio, at, sound.length);
            Stamp.write(
                    audio, at, (utterance << 16) | (fromMs / FRAME_MS + at / sound.length), now);
        }
        return Base64.getEncoder().encodeToString(audio);
    }

    /// Where in its utterance a frame of the model's stands.
    static int index(int number) {
        return number & 0xFFFF;
    }

    @Override
    public void heard(ModelConnection from, byte[] audio) {
        long now = System.nanoTime();
        delays.framesHeard++;
        if (!Stamp.isAt(audio, 0) || audio.length != CallerSound.FRAME_BYTES) {
            delays.fault("the model heard audio that no caller sent as it came");
            return;
        }
        delays.record(delays.callerToModel, now - Stamp.nanos(audio, 0));
        int number = Stamp.number(audio, 0);
        int caller = number >>> FRAME_BITS;
        int frame = number & ((1 << FRAME_BITS) - 1);
        if (frame != next[caller]) {
            delays.outOfOrder++;
        }
        next[caller] = frame + 1;
    }
}
