package io.centralita.fake.asterisk.pbx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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

    /// What it asked to hear of beside these.
    final Set<Channel> watched = new LinkedHashSet<>();

    /// As `PJSIP/6001`; `PJSIP` for all.
    final Set<String> endpoints = new LinkedHashSet<>();

    private List<String> allowed = List.of();
    private List<String> disallowed = List.of();
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
        return subscribedToAll
                || made.contains(channel)
                || present.contains(channel)
                || watched.contains(channel)
                || endpoints.contains(channel.endpoint())
                || endpoints.contains(channel.technologyName());
    }

    boolean hears(Bridge bridge) {
        return subscribedToAll || bridges.containsKey(bridge);
    }

    Channel forget(Channel channel) {
        made.remove(channel);
        watched.remove(channel);
        return channel;
    }

    void subscribe(Bridge bridge) {
        bridges.merge(bridge, 1, Integer::sum);
    }

    void unsubscribe(Bridge bridge) {
        bridges.computeIfPresent(bridge, (_, count) -> count > 1 ? count - 1 : null);
    }

    /// An event for it; lost where nobody listens.
    void tell(ObjectNode event) {
        var type = event.path("type").asText();
        if (outlet != null
                && !disallowed.contains(type)
                && (allowed.isEmpty() || allowed.contains(type))) {
            outlet.event(event);
        }
    }

    /// Events that it is told; none allowed stands for all. What is disallowed is not told in any
    /// case.
    public void filter(List<String> allowedTypes, List<String> disallowedTypes) {
        allowed = List.copyOf(allowedTypes);
        disallowed = List.copyOf(disallowedTypes);
    }

    List<String> allowed() {
        return allowed;
    }

    List<String> disallowed() {
        return disallowed;
    }
}
