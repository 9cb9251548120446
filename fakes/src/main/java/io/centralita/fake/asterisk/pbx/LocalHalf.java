package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import java.time.Duration;

/// What is behind one half of a Local channel: the other one.
record LocalHalf(Pbx pbx, Channel own, Channel other, Format format, Runnable answered)
        implements Technology {
    @Override
    public void hear(Frame frame) {
        if (other.state == ChannelState.UP && !other.gone) {
            pbx.bridging.audio(other, frame);
        }
    }

    @Override
    public void digit(char digit, int durationMs) {
        new ChannelLine(pbx, other).digit(digit, durationMs);
    }

    @Override
    public void answer() {
        answered.run();
    }

    @Override
    public void hangUp(int cause) {
        pbx.timeline.after(Duration.ZERO, () -> pbx.endings.end(other, Ending.HANGUP));
    }
}
