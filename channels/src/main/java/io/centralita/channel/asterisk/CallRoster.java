package io.centralita.channel.asterisk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds the call that a channel, a bridge or a recording belongs to. Thread-safe; never blocks.
final class CallRoster {
    /// Channels whose earlier stays are remembered.
    private static final int MOST_STAYS = 1_000;

    /// Callers' channels.
    private final Map<String, Inbox> callers = new ConcurrentHashMap<>();

    /// What calls have made.
    private final Map<String, Inbox> made = new ConcurrentHashMap<>();

    /// How often channels were here, in the order of arrival. Guarded by itself.
    private final LinkedHashMap<String, Integer> stays = new LinkedHashMap<>();

    /// @return false where the channel has a call
    boolean enter(String channel, Inbox inbox) {
        return callers.putIfAbsent(channel, inbox) == null;
    }

    void leave(String channel, Inbox inbox) {
        callers.remove(channel, inbox);
    }

    void add(String id, Inbox inbox) {
        made.put(id, inbox);
    }

    void remove(String id) {
        made.remove(id);
    }

    /// Hands something on.
    ///
    /// @return false where nobody knows this id
    boolean tell(String id, Signal signal) {
        var inbox = find(id);
        if (inbox != null) {
            inbox.post(signal);
        }
        return inbox != null;
    }

    private @Nullable Inbox find(String id) {
        var inbox = callers.get(id);
        return inbox == null ? made.get(id) : inbox;
    }

    boolean knows(String id) {
        return find(id) != null;
    }

    /// A caller comes into the application.
    ///
    /// @return how often they have come, from 1: the dial plan may send one more than once
    int stay(String channel) {
        synchronized (stays) {
            int stay = stays.merge(channel, 1, Integer::sum);
            if (stays.size() > MOST_STAYS) {
                stays.pollFirstEntry();
            }
            return stay;
        }
    }

    Set<String> callers() {
        return Set.copyOf(callers.keySet());
    }

    int size() {
        return callers.size();
    }

    /// Ids of what calls have made.
    Set<String> made() {
        return Set.copyOf(made.keySet());
    }

    void tellAll(Signal signal) {
        callers.values().forEach(inbox -> inbox.post(signal));
    }
}
