package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import java.util.List;
import java.util.function.Consumer;

/// What is behind a snoop channel: somebody else's audio. What the channel is given to hear is
/// whispered to that one.
public record Snoop(Channel spied, Direction whisper) implements Technology {
    /// Which of a channel's two directions.
    public enum Direction {
        NONE,
        /// What comes from the far end.
        IN,
        /// What goes there.
        OUT,
        BOTH;

        boolean in() {
            return this == IN || this == BOTH;
        }

        boolean out() {
            return this == OUT || this == BOTH;
        }
    }

    /// Lets the channel hear, until it is gone.
    static void begin(Channel spy, Channel spied, Direction spying) {
        if (spying.in()) {
            tap(spied.inward, spy);
        }
        if (spying.out()) {
            tap(spied.outward, spy);
        }
    }

    private static void tap(List<Consumer<Frame>> taps, Channel spy) {
        Consumer<Frame> tap = frame -> Bridging.pass(spy, frame);
        taps.add(tap);
        spy.whenGone.add(() -> taps.remove(tap));
    }

    @Override
    public Format format() {
        return Format.SLIN;
    }

    @Override
    public void hear(Frame frame) {
        if (whisper.in()) {
            spied.whisperIn.say(frame);
        }
        if (whisper.out()) {
            spied.whisperOut.say(frame);
        }
    }

    @Override
    public void hangUp(int cause) {}
}
