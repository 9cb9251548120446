package io.centralita.channel;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Predicate;

/// A bounded map whose entries live for a fixed time. Safe from any thread; entries that are over
/// go when the map is next used.
///
/// @param <V> what is kept
public final class ExpiringMap<V> {
    private final int capacity;
    private final long lifeNanos;

    /// In the order of arrival, which is the order of expiry. Guarded by this.
    private final LinkedHashMap<String, Entry<V>> entries = new LinkedHashMap<>();

    public ExpiringMap(int capacity, long lifeNanos) {
        this.capacity = capacity;
        this.lifeNanos = lifeNanos;
    }

    /// Replaces what was there. False where the map is full.
    public synchronized boolean put(String key, V value, long nowNanos) {
        entries.remove(key);
        expire(nowNanos);
        if (entries.size() >= capacity) {
            return false;
        }
        entries.put(key, new Entry<>(value, nowNanos));
        return true;
    }

    public synchronized Optional<V> get(String key, long nowNanos) {
        expire(nowNanos);
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /// Takes the value out if it is as wanted; leaves it otherwise.
    public synchronized Optional<V> take(String key, Predicate<V> wanted, long nowNanos) {
        var found = get(key, nowNanos).filter(wanted);
        found.ifPresent(v -> entries.remove(key));
        return found;
    }

    public synchronized void remove(String key) {
        entries.remove(key);
    }

    public synchronized int size(long nowNanos) {
        expire(nowNanos);
        return entries.size();
    }

    private void expire(long nowNanos) {
        var oldest = entries.values().iterator();
        while (oldest.hasNext() && nowNanos - oldest.next().bornNanos() >= lifeNanos) {
            oldest.remove();
        }
    }

    private record Entry<V>(V value, long bornNanos) {}
}
