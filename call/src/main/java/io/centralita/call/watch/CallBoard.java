package io.centralita.call.watch;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The calls there are, those that ring and are prepared included. Thread-safe.
public final class CallBoard {
    private final Map<String, LiveCall> calls = new ConcurrentHashMap<>();
    private final List<Consumer<LiveCall>> greeters = new CopyOnWriteArrayList<>();
    private final Attention attention = new Attention();

    /// For those who want each call from its first frame on, as a recorder does. Called on the
    /// call's thread before its leg is open: must not block, and never throws.
    public void whenBegun(Consumer<LiveCall> greeter) {
        greeters.add(greeter);
    }

    /// A call begins. By its own thread.
    public void add(LiveCall call) {
        calls.put(call.id(), call);
        greeters.forEach(greeter -> greeter.accept(call));
    }

    /// It is over: nobody finds it any more. By its own thread.
    public void remove(LiveCall call) {
        call.end();
        calls.remove(call.id(), call);
        call.audio().end();
    }

    public Collection<LiveCall> all() {
        return List.copyOf(calls.values());
    }

    public Optional<LiveCall> find(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    /// Whether anybody looks at the calls: only then their loudness is worth measuring.
    public Attention attention() {
        return attention;
    }
}
