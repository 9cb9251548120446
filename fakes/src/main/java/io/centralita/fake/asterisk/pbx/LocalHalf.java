package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is behind one half of a Local channel: the other one.
///
/// @param first the line of the half that was asked for; null where this is that half
record LocalHalf(Pbx pbx, Channel other, Format format, @Nullable Line first)
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
        if (first != null) {
            first.opened();
        }
    }

    @Override
    public void ring() {
        if (first != null) {
            first.ringing();
        }
    }

    @Override
    public void hangUp(int cause) {
        pbx.timeline.after(
                Duration.ZERO,
                () -> {
                    if (first != null && other.state != ChannelState.UP) {
                        first.failed(cause);
                    } else {
                        pbx.endings.end(other, Ending.HANGUP);
                    }
                });
    }
}
