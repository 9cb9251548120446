package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Frame;
import java.util.Map;

/// What comes from the far end of a channel that is there.
class ChannelLine implements Line {
    final Pbx pbx;
    final Channel channel;

    ChannelLine(Pbx pbx, Channel channel) {
        this.pbx = pbx;
        this.channel = channel;
    }

    @Override
    public void prepared(Map<String, String> variables) {
        channel.variables.putAll(variables);
    }

    @Override
    public void refused() {}

    @Override
    public void opened() {}

    @Override
    public void failed(int cause) {}

    @Override
    public void audio(Frame frame) {
        if (channel.state == ChannelState.UP && !channel.gone) {
            pbx.bridging.audio(channel, frame);
        }
    }

    @Override
    public void digit(char digit, int durationMs) {
        if (!channel.gone) {
            pbx.events.digit(channel, digit, durationMs);
            pbx.studio().digit(channel, digit);
            pbx.bridging.digit(channel, digit, durationMs);
        }
    }

    @Override
    public void hold(boolean on) {
        if (channel.gone) {
            return;
        }
        if (on) {
            pbx.events.hold(channel, true);
            pbx.bridging.refresh(channel);
        } else {
            pbx.bridging.refresh(channel);
            pbx.events.hold(channel, false);
        }
    }

    @Override
    public int transfer(String exten) {
        return channel.gone ? 481 : pbx.transfers.blind(channel, exten);
    }

    @Override
    public void ended(Ending ending) {
        pbx.endings.ended(channel, ending);
    }

    @Override
    public void flows() {
        pbx.endings.release(channel);
    }
}
