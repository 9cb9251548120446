package io.centralita.console.voice;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A token begins one call: in this process because it is remembered here, in others because the
/// database is told. Where the database does not answer, callers are not kept waiting for it to
/// come back: then it is this process's memory alone.
final class FirstUse {
    private static final Logger log = LoggerFactory.getLogger(FirstUse.class);
    private static final int MOST = 20_000;

    /// Clocks of processes may differ by so much.
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final TokenUse shared;
    private final ReentrantLock lock = new ReentrantLock();

    /// Guarded by `lock`; the oldest first.
    private final Map<String, Instant> used = new LinkedHashMap<>();

    FirstUse(TokenUse shared) {
        this.shared = shared;
    }

    /// May block.
    boolean isFirst(VoiceToken token) {
        if (!isFirstHere(token)) {
            return false;
        }
        try {
            return shared.use(token.id(), token.expires().plus(SKEW));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("problem", e.toString())
                    .log("the database cannot say whether a token was used elsewhere");
            return true;
        }
    }

    private boolean isFirstHere(VoiceToken token) {
        lock.lock();
        try {
            if (used.putIfAbsent(token.id(), token.expires()) != null) {
                return false;
            }
            if (used.size() > MOST) {
                used.remove(used.keySet().iterator().next());
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
