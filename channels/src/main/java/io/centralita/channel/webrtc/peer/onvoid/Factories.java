package io.centralita.channel.webrtc.peer.onvoid;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who has room for a connection.
///
/// Rule 4: on the library's threads each message received leaks 88 bytes and each connection about
/// 6 KiB, for as long as they live. A factory that has had its share takes no more connections, and
/// goes with its last one. Thread-safe; blocks while one is made or ended.
final class Factories {
    /// More for one lets its playing thread fall behind: with 100 the worst gap is 90 ms.
    static final int SEATS = 50;

    private static final Logger log = LoggerFactory.getLogger(Factories.class);

    private final Share share;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Factory> factories = new ArrayList<>();
    private boolean closed;
    private long recycled;

    /// What a factory has before it is replaced.
    ///
    /// @param connections that it may have had
    /// @param messages that these may have received
    record Share(int connections, long messages) {
        static final Share USUAL = new Share(500, 50_000);
    }

    Factories(Share share) {
        this.share = share;
    }

    /// Takes a seat: to be left by [#leave].
    ///
    /// @return null where all is closed
    @Nullable Factory take() {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            var factory =
                    factories.stream()
                            .filter(it -> it.taken < SEATS && !isSpent(it))
                            .findFirst()
                            .orElseGet(this::make);
            factory.taken++;
            factory.connections++;
            return factory;
        } finally {
            lock.unlock();
        }
    }

    private Factory make() {
        var factory = new Factory();
        factories.add(factory);
        log.atDebug().addKeyValue("factories", factories.size()).log("webrtc factory made");
        return factory;
    }

    private boolean isSpent(Factory factory) {
        return factory.connections >= share.connections || factory.messages() >= share.messages;
    }

    /// Another one would do.
    private boolean isSpare(Factory factory) {
        return factories.stream()
                .anyMatch(it -> it != factory && !isSpent(it) && it.taken < SEATS / 2);
    }

    void leave(Factory factory) {
        lock.lock();
        try {
            factory.taken--;
            if (factory.taken == 0 && (closed || isSpent(factory) || isSpare(factory))) {
                factories.remove(factory);
                if (!closed && isSpent(factory)) {
                    recycled++;
                    log.atInfo()
                            .addKeyValue("connections", factory.connections)
                            .addKeyValue("messages", factory.messages())
                            .log("webrtc factory replaced");
                }
                factory.dispose();
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return factories.size();
        } finally {
            lock.unlock();
        }
    }

    long recycled() {
        lock.lock();
        try {
            return recycled;
        } finally {
            lock.unlock();
        }
    }

    /// Ends those that nobody uses; the others go with their last connection.
    void close() {
        lock.lock();
        try {
            closed = true;
            for (var factory : List.copyOf(factories)) {
                if (factory.taken == 0) {
                    factories.remove(factory);
                    factory.dispose();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
