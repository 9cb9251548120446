package io.centralita.fake.asterisk.pbx;

import java.util.Map;

/// What comes from the far end of a channel that Asterisk makes itself: first how far the dialling
/// has come.
final class OutgoingLine extends ChannelLine {
    private final Outgoings.After after;
    private boolean begun;
    private boolean rings;
    private boolean there;

    OutgoingLine(Pbx pbx, Channel channel, Outgoings.After after) {
        super(pbx, channel);
        this.after = after;
    }

    @Override
    public void prepared(Map<String, String> variables) {
        super.prepared(variables);
        after.prepared(channel);
    }

    @Override
    public void dialling() {
        pbx.timeline.after(pbx.profile.stasisDelay(), this::begin);
    }

    @Override
    public void refused() {
        channel.gone = true;
        pbx.remove(channel);
        pbx.applications.all().forEach(app -> app.made.remove(channel));
        after.refused();
    }

    private void begin() {
        if (channel.gone || begun) {
            return;
        }
        begun = true;
        channel.dialling = true;
        pbx.events.dial(channel, "");
        if (there) {
            up();
        } else if (rings) {
            ringing();
        }
    }

    @Override
    public void ringing() {
        rings = true;
        if (begun && !channel.gone && channel.state == ChannelState.DOWN) {
            channel.state = ChannelState.RINGING;
            pbx.events.stateChanged(channel);
            pbx.events.dial(channel, "RINGING");
            after.rings();
        }
    }

    @Override
    public void opened() {
        there = true;
        if (begun) {
            up();
        }
    }

    private void up() {
        if (channel.gone || channel.state == ChannelState.UP) {
            return;
        }
        channel.state = ChannelState.UP;
        channel.dialling = false;
        pbx.events.stateChanged(channel);
        pbx.events.dial(channel, "ANSWER");
        after.answered(channel);
    }

    @Override
    public void failed(int cause) {
        if (channel.gone) {
            return;
        }
        if (channel.dialling) {
            channel.dialling = false;
            pbx.events.dial(channel, status(cause));
        }
        pbx.endings.finish(channel, new Ending(false, null, false, null, cause, false));
        after.failed(channel, cause);
    }

    /// Before it was answered it is a failure to get there.
    @Override
    public void ended(Ending ending) {
        if (channel.state == ChannelState.UP) {
            super.ended(ending);
        } else {
            failed(ending.hangupCause());
        }
    }

    static String status(int cause) {
        return switch (cause) {
            case 17 -> "BUSY";
            case 19, 102 -> "NOANSWER";
            case 21, 34 -> "CONGESTION";
            default -> "CHANUNAVAIL";
        };
    }
}
