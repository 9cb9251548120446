package io.centralita.fake.asterisk.pbx;

import java.util.List;

/// `Dial()`: the two are bridged for as long as both are there.
final class Dialling implements Outgoings.After {
    private static final int NO_ROUTE = 3;
    private static final String STATUS = "DIALSTATUS";
    private static final String CAUSE = "HANGUPCAUSE";

    private final Pbx pbx;
    private final Channel channel;
    private final Execution execution;
    private final boolean goesOn;
    private boolean over;

    Dialling(Pbx pbx, Channel channel, Execution execution, boolean goesOn) {
        this.pbx = pbx;
        this.channel = channel;
        this.execution = execution;
        this.goesOn = goesOn;
    }

    @Override
    public void refused() {
        unavailable(NO_ROUTE);
    }

    @Override
    public void failed(Channel peer, int cause) {
        unavailable(cause);
    }

    private void unavailable(int cause) {
        if (over || execution.isStopped()) {
            return;
        }
        over = true;
        pbx.setVariable(channel, STATUS, OutgoingLine.status(cause));
        pbx.setVariable(channel, CAUSE, String.valueOf(cause));
        execution.settled(true);
    }

    @Override
    public void rings() {
        pbx.ring(channel);
    }

    @Override
    public void answered(Channel peer) {
        over = true;
        pbx.answer(channel);
        pbx.setVariable(channel, STATUS, "ANSWER");
        var bridge = new Bridge(pbx.ids.uuid(), "", pbx.timeline.now(), true, false);
        pbx.bridging.enter(bridge, List.of(channel, peer));
        peer.whenGone.add(this::left);
    }

    private void left() {
        if (execution.isStopped()) {
            return;
        }
        pbx.bridging.leave(channel, true);
        pbx.setVariable(channel, CAUSE, String.valueOf(Ending.NORMAL));
        execution.settled(goesOn);
    }
}
