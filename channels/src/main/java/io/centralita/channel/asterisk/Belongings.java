package io.centralita.channel.asterisk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a call has made in Asterisk and beside it. Everything is taken down before it is asked for,
/// so that nothing is forgotten whose making was not answered. Confined to the call's thread.
final class Belongings {
    private final CallRoster roster;
    private final Broom broom;
    private final Inbox inbox;

    /// The newest first.
    private final Deque<String> channels = new ArrayDeque<>();

    private final List<String> bridges = new ArrayList<>();
    private final Map<String, Runnable> ends = new HashMap<>();

    Belongings(CallRoster roster, Broom broom, Inbox inbox) {
        this.roster = roster;
        this.broom = broom;
        this.inbox = inbox;
    }

    /// @param end frees our end of it; any number of times
    void channel(String id, @Nullable Runnable end) {
        roster.add(id, inbox);
        channels.addFirst(id);
        if (end != null) {
            ends.put(id, end);
        }
    }

    void bridge(String id) {
        roster.add(id, inbox);
        bridges.add(id);
    }

    /// Something of our own only, which Asterisk has not been asked for yet.
    ///
    /// @param end frees it; any number of times
    void prepared(String id, Runnable end) {
        ends.put(id, end);
    }

    /// Nothing is taken away: somebody else will look after it.
    void leave() {
        channels.forEach(roster::remove);
        bridges.forEach(roster::remove);
        channels.clear();
        bridges.clear();
    }

    /// Not needed any more.
    void dropChannel(String id) {
        if (channels.remove(id)) {
            end(id);
            broom.hangUp(id, Causes.NORMAL);
            roster.remove(id);
        }
    }

    void dropBridge(String id) {
        if (bridges.remove(id)) {
            broom.deleteBridge(id);
            roster.remove(id);
        }
    }

    /// Everything goes.
    void release() {
        List.copyOf(channels).forEach(this::dropChannel);
        List.copyOf(bridges).forEach(this::dropBridge);
        List.copyOf(ends.keySet())
                .forEach(
                        id -> {
                            end(id);
                            roster.remove(id);
                        });
    }

    private void end(String id) {
        var end = ends.remove(id);
        if (end != null) {
            end.run();
        }
    }
}
