package io.centralita.fake.asterisk.pbx;

import java.util.Map;

/// What comes from the far end of a channel that Asterisk makes itself: first how far the dialling
/// has come.
final class OutgoingLine extends ChannelLine {
    private static final int NO_ROUTE = 3;
    private static final int BUSY = 17;
    private static final int NO_ANSWER = 19;
    private static final int UNREGISTERED = 20;
    private static final int CONGESTION = 34;

    private final Outgoings.After after;
    private boolean begun;
    private boolean rings;
    private boolean there;
    private boolean held;
    private boolean asked;

    /// @param held until it is told to dial
    OutgoingLine(Pbx pbx, Channel channel, Outgoings.After after, boolean held) {
        super(pbx, channel);
        this.after = after;
        this.held = held;
    }

    /// Dials, or goes on with it.
    void release() {
        held = false;
        if (asked) {
            dialling();
        }
    }

    @Override
    public void prepared(Map<String, String> variables) {
        super.prepared(variables);
        after.prepared(channel);
    }

    @Override
    public void dialling() {
        if (held) {
            asked = true;
            return;
        }
        pbx.timeline.after(pbx.profile.stasisDelay(), this::begin);
    }

    @Override
    public void refused() {
        if (channel.stay != null) {
            pbx.endings.end(channel, Ending.silent(NO_ROUTE));
        } else {
            channel.gone = true;
            pbx.remove(channel);
            pbx.applications.all().forEach(app -> app.made.remove(channel));
        }
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
            pbx.events.dial(channel, told(cause));
        }
        pbx.endings.finish(channel, Ending.silent(cause));
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

    /// In the event Dial.
    private static String told(int cause) {
        return switch (cause) {
            case BUSY -> "BUSY";
            case CONGESTION -> "CONGESTION";
            case NO_ROUTE, UNREGISTERED -> "CHANUNAVAIL";
            default -> "NOANSWER";
        };
    }

    /// In `DIALSTATUS`.
    static String status(int cause) {
        return switch (cause) {
            case BUSY -> "BUSY";
            case CONGESTION -> "CONGESTION";
            case NO_ANSWER, Ending.NORMAL -> "NOANSWER";
            default -> "CHANUNAVAIL";
        };
    }
}
