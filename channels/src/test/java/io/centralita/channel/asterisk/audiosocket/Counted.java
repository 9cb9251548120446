package io.centralita.channel.asterisk.audiosocket;

import io.centralita.channel.ChannelMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts what the transport counts. Safe from any thread.
final class Counted implements ChannelMetrics {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public void refused(String channel, String reason) {
        count(channel, "refused " + reason);
    }

    @Override
    public void oddity(String channel, String kind) {
        count(channel, kind);
    }

    @Override
    public void event(String channel, String what, String how) {
        count(channel, what + " " + how);
    }

    private void count(String channel, String what) {
        if (!channel.equals(AudioSocketTransport.NAME)) {
            throw new AssertionError("another channel's: " + channel);
        }
        counts.merge(what, 1, Integer::sum);
    }

    int of(String what) {
        return counts.getOrDefault(what, 0);
    }

    Map<String, Integer> all() {
        return Map.copyOf(counts);
    }
}
