package io.centralita.call;

import io.centralita.call.reception.Reception;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// What was decided about callers who ring, until they are on the line: nobody is asked about them
/// twice. Bounded; who is forgotten is asked about again. Thread-safe.
final class Announcements {
    static final int MOST = 1_000;
    static final Duration LIFE = Duration.ofSeconds(60);

    private record Entry(Reception.Welcome welcome, long born) {}

    /// In the order of arrival. Guarded by this.
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

    synchronized void put(String call, Reception.Welcome welcome, long now) {
        expire(now);
        entries.remove(call);
        if (entries.size() >= MOST) {
            entries.pollFirstEntry();
        }
        entries.put(call, new Entry(welcome, now));
    }

    synchronized Reception.@Nullable Welcome take(String call, long now) {
        expire(now);
        var entry = entries.remove(call);
        return entry == null ? null : entry.welcome();
    }

    synchronized boolean holds(String call, long now) {
        expire(now);
        return entries.containsKey(call);
    }

    synchronized int size() {
        return entries.size();
    }

    private void expire(long now) {
        var oldest = entries.values().iterator();
        while (oldest.hasNext() && now - oldest.next().born() >= LIFE.toNanos()) {
            oldest.remove();
        }
    }
}
