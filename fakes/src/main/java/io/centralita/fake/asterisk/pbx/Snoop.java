package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;

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
