package io.centralita.fake.asterisk.phone;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.fake.asterisk.pbx.Causes;
import io.centralita.fake.asterisk.pbx.Ending;
import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.pbx.Technology;
import io.centralita.fake.asterisk.pbx.Timeline;
import io.centralita.media.Recording;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A phone in a call. It tells its story to whoever listens.
public final class Phone implements Technology {
    private static final Duration FIRST_PACKET = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int OK = 200;
    private static final int GONE = 481;
    private static final int MOVED = 302;

    private final Format format;
    private final boolean sip;
    private final Timeline timeline;
    private final Consumer<Story> listener;
    private final Random random;
    private final Ear ear;
    private @Nullable Line line;
    private @Nullable Mouth mouth;
    private boolean answered;
    private boolean held;
    private boolean muted;
    private boolean over;

    /// @param sip otherwise the other half of a Local channel
    public Phone(
            Format format, boolean sip, Timeline timeline, Consumer<Story> listener, long seed) {
        this.format = format;
        this.sip = sip;
        this.timeline = timeline;
        this.listener = listener;
        this.random = new Random(seed);
        this.ear = new Ear(format, random);
    }

    public void attach(Line to) {
        line = to;
        mouth = new Mouth(format, sip, to, timeline, random);
    }

    public Ear ear() {
        return ear;
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public void hear(Frame frame) {
        if (answered && !over && !held) {
            ear.hear(frame, timeline.nanoTime());
        }
    }

    @Override
    public void digit(char digit, int durationMs) {
        listener.accept(new Story.Digit(digit, durationMs));
    }

    /// The call it made was answered.
    @Override
    public void answer() {
        if (!over && !answered) {
            begin();
        }
    }

    /// It answers a call that it got.
    public void pickUp() {
        if (!over && !answered && line != null) {
            begin();
            line.opened();
        }
    }

    /// It does not want the call that it got.
    public void reject(int cause) {
        if (!over && !answered && line != null) {
            over = true;
            listener.accept(new Story.Rejected(Causes.sipStatus(cause)));
            line.failed(cause);
        }
    }

    private void begin() {
        answered = true;
        ear.answered(timeline.nanoTime());
        listener.accept(new Story.Answered());
        if (mouth != null) {
            mouth.mute(muted);
            mouth.begin();
        }
    }

    @Override
    public void ring() {
        listener.accept(new Story.Rings());
    }

    @Override
    public void progress() {
        listener.accept(new Story.Progresses());
    }

    @Override
    public void music(boolean on) {
        listener.accept(new Story.Music(on));
    }

    @Override
    public void refer(String endpoint) {
        if (over) {
            return;
        }
        listener.accept(new Story.Referred(endpoint));
        if (answered) {
            hangUp();
        } else if (line != null) {
            end(new Story.Rejected(MOVED));
            line.ended(Ending.BYE);
        }
    }

    @Override
    public Duration settling() {
        return !sip ? Duration.ZERO : muted ? PATIENCE : FIRST_PACKET;
    }

    public void say(Recording recording) {
        if (mouth != null) {
            mouth.say(recording.at(format.rateHz()).samples());
        }
    }

    public void shutUp() {
        if (mouth != null) {
            mouth.shutUp();
        }
    }

    public void press(char digit, int durationMs) {
        if (mouth != null) {
            mouth.press(digit, durationMs);
        }
    }

    /// A re-INVITE: it neither hears nor says anything for as long as it holds.
    public void hold(boolean on) {
        if (over || line == null || mouth == null || held == on) {
            return;
        }
        held = on;
        mouth.hold(on);
        line.hold(on);
    }

    /// REFER: whoever it talks to goes to another extension. Then it hangs up.
    ///
    /// @return the status it gets; other than 200 it stays
    public int transfer(String exten) {
        if (over || !answered || line == null) {
            return GONE;
        }
        int status = line.transfer(exten);
        if (status == OK) {
            hangUp();
        }
        return status;
    }

    /// Sends no RTP.
    public void mute(boolean on) {
        muted = on;
        if (mouth != null) {
            mouth.mute(on);
        }
    }

    /// BYE, or CANCEL before the answer.
    public void hangUp() {
        if (over || line == null) {
            return;
        }
        end(new Story.Left());
        line.ended(sip ? Ending.BYE : Ending.HANGUP);
    }

    @Override
    public void hangUp(int cause) {
        if (!over) {
            end(answered ? new Story.HungUp(cause) : new Story.Rejected(Causes.sipStatus(cause)));
        }
    }

    private void end(Story how) {
        over = true;
        if (mouth != null) {
            mouth.end();
        }
        listener.accept(how);
    }
}
