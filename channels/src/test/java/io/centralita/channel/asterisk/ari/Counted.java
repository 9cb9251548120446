package io.centralita.channel.asterisk.ari;

import io.centralita.channel.ChannelMetrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What was counted, as «what how», «oddity kind» and «refused reason», in order.
final class Counted implements ChannelMetrics {
    private final List<String> all = new CopyOnWriteArrayList<>();

    List<String> all() {
        return List.copyOf(all);
    }

    long of(String word) {
        return all.stream().filter(word::equals).count();
    }

    @Override
    public void event(String channel, String what, String how) {
        all.add(what + " " + how);
    }

    @Override
    public void oddity(String channel, String kind) {
        all.add("oddity " + kind);
    }

    @Override
    public void refused(String channel, String reason) {
        all.add("refused " + reason);
    }
}
