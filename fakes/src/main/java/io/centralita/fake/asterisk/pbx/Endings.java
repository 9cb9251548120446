package io.centralita.fake.asterisk.pbx;

import java.util.List;

/// The end of channels, in the order in which Asterisk tells it.
final class Endings {
    private final Pbx pbx;

    Endings(Pbx pbx) {
        this.pbx = pbx;
    }

    void end(Channel channel, Ending ending) {
        end(channel, ending, () -> {});
    }

    void end(Channel channel, Ending ending, Runnable done) {
        if (channel.gone) {
            done.run();
            return;
        }
        if (isStuck(channel)) {
            channel.blocked.add(() -> end(channel, ending, done));
            return;
        }
        if (ending.soft() && !ending.asteriskStops()) {
            channel.hangupCause = ending.hangupCause();
        }
        if (channel.isSip() && channel.state != ChannelState.DOWN) {
            Quality.tell(pbx, channel);
        }
        if (ending.announced()) {
            pbx.events.hangupRequest(channel, ending);
        }
        finish(channel, ending);
        done.run();
    }

    /// All but the announcement.
    void finish(Channel channel, Ending ending) {
        if (channel.gone) {
            return;
        }
        pbx.studio().abandon(new Target.OfChannel(channel));
        pbx.bridging.leave(channel, false);
        if (channel.execution != null) {
            channel.execution.stop();
        }
        pbx.stasis.end(channel);
        if (channel.dialling) {
            pbx.events.dial(channel, channel.dialler == null ? "NOANSWER" : "CANCEL");
        }
        channel.place = channel.place.app().equals("Stasis") ? Place.OUTGOING : channel.place;
        pbx.events.destroyed(channel, ending);
        channel.gone = true;
        channel.music.cancel();
        pbx.remove(channel);
        pbx.applications.all().forEach(app -> app.forget(channel));
        var farEnd = channel.technology;
        if (farEnd != null) {
            farEnd.hangUp(ending.hangupCause());
        }
        List.copyOf(channel.whenGone).forEach(Runnable::run);
    }

    /// The far end ended it. What waited for its writes goes first.
    void ended(Channel channel, Ending ending) {
        if (!channel.gone && hasBlocked(channel)) {
            pbx.bridging.leave(channel, true);
            release(channel);
        }
        end(channel, ending);
    }

    void release(Channel channel) {
        var bridge = channel.bridge;
        if (bridge != null) {
            bridge.others(channel).forEach(Endings::run);
        }
        pbx.channels().stream().filter(other -> other != channel).forEach(Endings::run);
        run(channel);
    }

    private static void run(Channel channel) {
        var waiting = List.copyOf(channel.blocked);
        channel.blocked.clear();
        waiting.forEach(Runnable::run);
    }

    private boolean hasBlocked(Channel channel) {
        var bridge = channel.bridge;
        return !channel.blocked.isEmpty()
                || (bridge != null
                        && bridge.others(channel).stream()
                                .anyMatch(other -> !other.blocked.isEmpty()));
    }

    private static boolean isStuck(Channel channel) {
        var bridge = channel.bridge;
        return isStuckItself(channel)
                || (bridge != null && bridge.members.stream().anyMatch(Endings::isStuckItself));
    }

    private static boolean isStuckItself(Channel channel) {
        return channel.technology != null && channel.technology.stuck();
    }
}
