package io.centralita.call;

import io.centralita.call.engine.EngineSession;
import io.centralita.call.leg.Leg;
import io.centralita.call.watch.LiveAudio;
import io.centralita.media.AudioFormat;
import io.centralita.media.Silence;
import io.centralita.media.Transcoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.LongAdder;

/// The straight way of the caller's audio from the leg to the engine: converted where the two speak
/// different formats, counted, and passed on. Confined to the leg's network thread but for the
/// counters.
final class CallerAudio {
    private final EngineSession session;
    private final AudioFormat format;
    private final Transcoder transcoder;
    private final boolean passesOn;
    private final LiveAudio passersBy;
    private final LongAdder frames = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private volatile boolean cut;

    /// The caller has put us on hold: what comes is music, or somebody else.
    private boolean onHold;

    /// @param passersBy hear what the caller says, but while they have us on hold
    CallerAudio(Leg leg, EngineSession session, LiveAudio passersBy) {
        this.passersBy = passersBy;
        this.session = session;
        this.format = leg.format();
        this.transcoder = Transcoder.between(leg.format(), session.inputFormat());
        this.passesOn = session.hearsEncoded() && leg.format().equals(session.inputFormat());
    }

    void frame(byte[] audio) {
        if (!onHold) {
            passersBy.caller(audio);
        }
        frames.increment();
        if (!cut) {
            session.hear(transcoder.convert(onHold ? silence(audio.length) : audio));
        }
    }

    /// Whether what comes from here on is not the caller: the engine hears silence instead.
    void hold(boolean on) {
        onHold = on;
    }

    private byte[] silence(int bytes) {
        var silence = new byte[bytes];
        Arrays.fill(silence, Silence.of(format.codec()));
        return silence;
    }

    /// A frame that came as Base64 text, which goes on as it is where the engine takes it so.
    void encodedFrame(byte[] base64, int bytes) {
        if (!passesOn || onHold) {
            frame(Base64.getDecoder().decode(base64));
            return;
        }
        passersBy.callerEncoded(base64);
        frames.increment();
        if (!cut) {
            session.hearEncoded(base64, bytes);
        }
    }

    void lost(int count) {
        lost.add(count);
    }

    /// From now on nothing reaches the engine.
    void cut() {
        cut = true;
    }

    long frames() {
        return frames.sum();
    }

    /// What the network and the engine did not get through.
    long lostFrames() {
        return lost.sum() + session.droppedFrames();
    }
}
