package io.centralita.channel.webrtc.peer.onvoid;

import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerListener;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is told to a listener: put in from any thread, the library's above all, told on the
/// listener's executor in order. Bounded, see [PeerListener]. Never blocks.
final class Delivery {
    /// 1 s.
    static final int MAX_AUDIO = 100;

    static final int MAX_TEXTS = 1_024;
    static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    /// Told at once before the executor's other work has its turn.
    private static final int BATCH = 64;

    private static final long MANY_FAULTS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private final String id;
    private final Executor executor;
    private final PeerListener listener;
    private final Runnable stalled;
    private final Tally tally;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Item> waiting = new ArrayDeque<>();
    private int audio;
    private int texts;
    private int characters;
    private boolean scheduled;
    private boolean over;

    /// Of the listener. Its executor's.
    private long faults;

    private sealed interface Item {
        record Audio(byte[] frame) implements Item {}

        record Text(String text) implements Item {}

        record Sign(Consumer<PeerListener> what) implements Item {}
    }

    /// @param stalled the listener does not take what it is told: called once, from any thread
    Delivery(String id, Executor executor, PeerListener listener, Runnable stalled, Tally tally) {
        this.id = id;
        this.executor = executor;
        this.listener = listener;
        this.stalled = stalled;
        this.tally = tally;
    }

    void audio(byte[] frame) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            if (audio == MAX_AUDIO) {
                dropOldestAudio();
                tally.audioDropped();
            }
            audio++;
            waiting.add(new Item.Audio(frame));
        } finally {
            lock.unlock();
        }
        schedule();
    }

    private void dropOldestAudio() {
        for (var items = waiting.iterator(); items.hasNext(); ) {
            if (items.next() instanceof Item.Audio) {
                items.remove();
                audio--;
                return;
            }
        }
    }

    void text(String text) {
        boolean full;
        lock.lock();
        try {
            if (over) {
                return;
            }
            full = texts == MAX_TEXTS || characters + text.length() > MAX_CHARACTERS;
            if (!full) {
                texts++;
                characters += text.length();
                waiting.add(new Item.Text(text));
            }
        } finally {
            lock.unlock();
        }
        if (full) {
            stalled.run();
        } else {
            schedule();
        }
    }

    /// States: few, so they are not bounded.
    void sign(Consumer<PeerListener> what) {
        add(new Item.Sign(what), false);
    }

    /// Nothing is told after this.
    void last(PeerEnd end) {
        add(new Item.Sign(it -> it.closed(end)), true);
    }

    private void add(Item item, boolean last) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            over = last;
            waiting.add(item);
        } finally {
            lock.unlock();
        }
        schedule();
    }

    /// Nothing is told any more, not even what waits.
    void cut() {
        lock.lock();
        try {
            over = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    private void schedule() {
        lock.lock();
        try {
            if (scheduled) {
                return;
            }
            scheduled = true;
        } finally {
            lock.unlock();
        }
        execute();
    }

    private void execute() {
        try {
            executor.execute(this::tell);
        } catch (RuntimeException e) {
            log.atDebug()
                    .setCause(e)
                    .addKeyValue("peer", id)
                    .log("the listener's executor has ended");
            cut();
            stalled.run();
        }
    }

    private void tell() {
        for (int i = 0; i < BATCH; i++) {
            var item = next();
            if (item == null) {
                return;
            }
            try {
                switch (item) {
                    case Item.Audio(var frame) -> listener.audio(frame);
                    case Item.Text(var text) -> listener.text(text);
                    case Item.Sign(var what) -> what.accept(listener);
                }
            } catch (RuntimeException e) {
                report(e);
            }
        }
        execute();
    }

    /// Once in full: what fails, fails a hundred times a second.
    private void report(RuntimeException fault) {
        faults++;
        if (faults == 1) {
            log.atError().setCause(fault).addKeyValue("peer", id).log("listener of a peer failed");
        } else if (faults % MANY_FAULTS == 0) {
            log.atError()
                    .addKeyValue("peer", id)
                    .addKeyValue("times", faults)
                    .log("listener of a peer goes on failing");
        }
    }

    private @Nullable Item next() {
        lock.lock();
        try {
            var item = waiting.poll();
            switch (item) {
                case null -> scheduled = false;
                case Item.Audio _ -> audio--;
                case Item.Text(var text) -> {
                    texts--;
                    characters -= text.length();
                }
                case Item.Sign _ -> {}
            }
            return item;
        } finally {
            lock.unlock();
        }
    }
}
