package io.centralita.channel.twilio;

import io.centralita.channel.ChannelMetrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a channel counted, as «what how» and «oddity kind», in order.
final class CountedEvents implements ChannelMetrics {
    private final List<String> events = new CopyOnWriteArrayList<>();

    List<String> all() {
        return List.copyOf(events);
    }

    @Override
    public void event(String channel, String what, String how) {
        events.add(what + " " + how);
    }

    @Override
    public void oddity(String channel, String kind) {
        events.add("oddity " + kind);
    }

    @Override
    public void refused(String channel, String reason) {
        events.add("refused " + reason);
    }
}
