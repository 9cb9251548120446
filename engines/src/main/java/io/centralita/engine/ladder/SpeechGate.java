package io.centralita.engine.ladder;

import io.centralita.call.engine.SpeechOut;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The way of one rung's speech to the caller. Once it is shut, nothing more of that rung is taken,
/// and what it left open is complete as far as it was written: nobody waits for the rest.
///
/// Thread-safe. An utterance is ended by whoever writes it, or by the last writer to leave after
/// the gate was shut, so that nobody ends what another still writes. The lock is not held while a
/// writer waits.
final class SpeechGate implements SpeechOut {
    /// What [#begin] answers once the gate is shut: the number of no utterance.
    private static final long NONE = 0;

    /// Utterances whose cutting may still be reported.
    private static final int REMEMBERED = 64;

    private static final class Written {
        private final AudioFormat format;
        private long bytes;
        private int writers;
        private boolean ended;

        Written(AudioFormat format) {
            this.format = format;
        }
    }

    private final SpeechOut out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Written> utterances = new LinkedHashMap<>();
    private boolean shut;
    private boolean sounded;

    SpeechGate(SpeechOut out) {
        this.out = out;
    }

    @Override
    public long begin(AudioFormat format) {
        lock.lock();
        try {
            if (shut) {
                return NONE;
            }
            var id = out.begin(format);
            utterances.put(id, new Written(format));
            if (utterances.size() > REMEMBERED) {
                utterances.entrySet().stream()
                        .filter(old -> old.getValue().ended)
                        .findFirst()
                        .ifPresent(old -> utterances.remove(old.getKey()));
            }
            return id;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean write(long id, byte[] audio) throws InterruptedException {
        var utterance = enter(id);
        if (utterance == null) {
            return false;
        }
        boolean taken = false;
        try {
            taken = out.write(id, audio);
            return taken && !isShut();
        } finally {
            leave(id, utterance, taken ? audio.length : 0);
        }
    }

    @Override
    public boolean offer(long id, byte[] audio) {
        var utterance = enter(id);
        if (utterance == null) {
            return false;
        }
        boolean taken = false;
        try {
            taken = out.offer(id, audio);
            return taken && !isShut();
        } finally {
            leave(id, utterance, taken ? audio.length : 0);
        }
    }

    @Override
    public void end(long id) {
        lock.lock();
        try {
            var utterance = utterances.get(id);
            if (utterance == null || utterance.ended || shut) {
                return;
            }
            utterance.ended = true;
        } finally {
            lock.unlock();
        }
        out.end(id);
    }

    /// Takes nothing any more. Any number of times.
    void shut() {
        lock.lock();
        try {
            shut = true;
            utterances.forEach(
                    (id, utterance) -> {
                        if (!utterance.ended && utterance.writers == 0) {
                            utterance.ended = true;
                            out.end(id);
                        }
                    });
        } finally {
            lock.unlock();
        }
    }

    /// Whether this rung's speech it was, as far as that is remembered.
    boolean knows(long id) {
        lock.lock();
        try {
            return utterances.containsKey(id);
        } finally {
            lock.unlock();
        }
    }

    /// How much of an utterance was written.
    Duration written(long id) {
        lock.lock();
        try {
            var utterance = utterances.get(id);
            return utterance == null ? Duration.ZERO : utterance.format.duration(utterance.bytes);
        } finally {
            lock.unlock();
        }
    }

    /// Whether the caller hears, or is about to hear, anything of this rung.
    boolean sounded() {
        lock.lock();
        try {
            return sounded;
        } finally {
            lock.unlock();
        }
    }

    private boolean isShut() {
        lock.lock();
        try {
            return shut;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Written enter(long id) {
        lock.lock();
        try {
            var utterance = utterances.get(id);
            if (utterance == null || utterance.ended || shut) {
                return null;
            }
            utterance.writers++;
            return utterance;
        } finally {
            lock.unlock();
        }
    }

    private void leave(long id, Written utterance, int bytes) {
        boolean last;
        lock.lock();
        try {
            utterance.writers--;
            utterance.bytes += bytes;
            sounded |= bytes > 0;
            last = shut && utterance.writers == 0 && !utterance.ended;
            utterance.ended |= last;
        } finally {
            lock.unlock();
        }
        if (last) {
            out.end(id);
        }
    }
}
