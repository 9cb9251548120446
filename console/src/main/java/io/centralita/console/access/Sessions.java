package io.centralita.console.access;

import io.centralita.console.access.Grant.How;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who has signed in, in memory: with the process all sessions end, and so they do when a password
/// changes, which takes a restart. Of a session's id only the digest is kept.
final class Sessions {
    static final Duration IDLE = Duration.ofHours(8);
    static final Duration LONGEST = Duration.ofDays(7);
    static final int MOST = 1_000;

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    /// By the digest of the id; guarded by `lock`, the one used longest ago first.
    private final Map<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    private record Session(How how, String who, Instant began, Instant used) {
        boolean isOver(Instant now) {
            return !now.isBefore(used.plus(IDLE)) || !now.isBefore(began.plus(LONGEST));
        }
    }

    /// A new session. Where there are too many, the one that was used longest ago ends.
    ///
    /// @return its id, which is nowhere kept
    String open(How how, String who) {
        var id = Digests.newId();
        lock.lock();
        try {
            var now = clock.instant();
            sessions.values().removeIf(session -> session.isOver(now));
            if (sessions.size() >= MOST) {
                sessions.remove(sessions.keySet().iterator().next());
                log.warn("too many console sessions, the oldest ends");
            }
            sessions.put(Digests.of(id), new Session(how, who, now, now));
        } finally {
            lock.unlock();
        }
        return id;
    }

    /// The session of this id; it counts as used now.
    Optional<Grant> use(String id) {
        var digest = Digests.of(id);
        lock.lock();
        try {
            var now = clock.instant();
            var session = sessions.get(digest);
            if (session == null) {
                return Optional.empty();
            }
            if (session.isOver(now)) {
                sessions.remove(digest);
                return Optional.empty();
            }
            sessions.put(digest, new Session(session.how(), session.who(), session.began(), now));
            return Optional.of(
                    new Grant(
                            session.how(),
                            session.who(),
                            Optional.of(session.began().plus(LONGEST)),
                            () -> lives(digest)));
        } finally {
            lock.unlock();
        }
    }

    private boolean lives(String digest) {
        lock.lock();
        try {
            var session = sessions.get(digest);
            return session != null && !session.isOver(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    void close(String id) {
        lock.lock();
        try {
            sessions.remove(Digests.of(id));
        } finally {
            lock.unlock();
        }
    }

    /// Ends all sessions of whoever has this one.
    void closeAllOf(String id) {
        lock.lock();
        try {
            var session = sessions.get(Digests.of(id));
            if (session != null) {
                sessions.values()
                        .removeIf(
                                other ->
                                        other.how() == session.how()
                                                && other.who().equals(session.who()));
            }
        } finally {
            lock.unlock();
        }
    }
}
