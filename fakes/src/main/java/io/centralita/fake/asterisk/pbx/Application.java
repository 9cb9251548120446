package io.centralita.fake.asterisk.pbx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Stasis application: who listens for it, and what it hears about.
public final class Application {
    /// Takes the events of an application to whoever listens.
    public interface Outlet {
        void event(ObjectNode event);
    }

    final String name;

    /// Channels that it made itself, so that it hears of them to the last.
    final Set<Channel> made = new HashSet<>();

    final Set<Channel> present = new LinkedHashSet<>();

    /// How often it was subscribed to a bridge and not unsubscribed: once for each channel of its
    /// own that went in. One that leaves Stasis inside leaves its subscription behind.
    final Map<Bridge, Integer> bridges = new LinkedHashMap<>();

    @Nullable Outlet outlet;
    boolean subscribedToAll;

    Application(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    boolean isActive() {
        return outlet != null;
    }

    boolean hears(Channel channel) {
        return subscribedToAll || made.contains(channel) || present.contains(channel);
    }

    boolean hears(Bridge bridge) {
        return subscribedToAll || bridges.containsKey(bridge);
    }

    void subscribe(Bridge bridge) {
        bridges.merge(bridge, 1, Integer::sum);
    }

    void unsubscribe(Bridge bridge) {
        bridges.computeIfPresent(bridge, (_, count) -> count > 1 ? count - 1 : null);
    }

    /// An event for it; lost where nobody listens.
    void tell(ObjectNode event) {
        if (outlet != null) {
            outlet.event(event);
        }
    }
}
