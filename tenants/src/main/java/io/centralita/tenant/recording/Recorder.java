package io.centralita.tenant.recording;

import io.centralita.call.scope.Time;
import io.centralita.call.watch.CallBoard;
import io.centralita.call.watch.LiveCall;
import io.centralita.tenant.record.CallTraces;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records the calls that are to be. Twice a second a thread of its own writes what has come; where
/// the disk is almost full or fails, the recording ends there and the call goes on. Thread-safe.
public final class Recorder implements CallTraces, AutoCloseable {
    /// The least that is left for everybody else on the disk.
    static final long LEAST_ROOM = 500L * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Recorder.class);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /// Calls that begin, or that nothing is to be kept of, since the thread looked. Full, the call
    /// is not recorded; a sweep finds what was to be forgotten.
    private static final int MOST_WAITING = 100_000;

    private sealed interface Errand {
        record Begin(LiveCall call) implements Errand {}

        record Forget(String call) implements Errand {}

        record Close() implements Errand {}
    }

    private final RecordingFiles files;
    private final long leastRoom;
    private final Time time;
    private final LinkedBlockingQueue<Errand> errands = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread thread;

    /// Changed by the recorder's thread alone.
    private final Map<String, OneRecording> running = new ConcurrentHashMap<>();

    private Recorder(RecordingFiles files, Time time, long leastRoom) {
        this.files = files;
        this.time = time;
        this.leastRoom = leastRoom;
        thread = Thread.ofPlatform().name("recordings").daemon().unstarted(this::run);
    }

    /// Records from now on.
    ///
    /// @param board where calls begin
    public static Recorder open(CallBoard board, RecordingFiles files, Time time) {
        return open(board, files, time, LEAST_ROOM);
    }

    static Recorder open(CallBoard board, RecordingFiles files, Time time, long leastRoom) {
        var recorder = new Recorder(files, time, leastRoom);
        board.whenBegun(recorder::begun);
        recorder.thread.start();
        return recorder;
    }

    private void begun(LiveCall call) {
        if (call.recording().isOn() && !errands.offer(new Errand.Begin(call))) {
            log.atError().addKeyValue("call", call.id()).log("call not recorded, too many begin");
        }
    }

    /// Whether a call is being written down.
    public boolean isRecording(String call) {
        return running.containsKey(call);
    }

    @Override
    public void forget(String callId) {
        if (!errands.offer(new Errand.Forget(callId))) {
            log.atError().addKeyValue("call", callId).log("recording to be forgotten is left");
        }
    }

    private void run() {
        try {
            long due = time.nanoTime();
            while (true) {
                var errand = time.poll(errands, Math.max(0, due - time.nanoTime()));
                if (errand instanceof Errand.Close) {
                    return;
                }
                if (errand != null) {
                    carryOut(errand);
                }
                if (time.nanoTime() >= due) {
                    write();
                    due = time.nanoTime() + BETWEEN.toNanos();
                }
            }
        } catch (InterruptedException _) {
            log.atDebug().log("recorder told to end");
        } finally {
            List.copyOf(running.values()).forEach(this::stop);
        }
    }

    private void carryOut(Errand errand) {
        switch (errand) {
            case Errand.Begin(var call) -> begin(new OneRecording(call, files));
            case Errand.Forget(var call) -> forgetNow(call);
            case Errand.Close() -> throw new IllegalStateException("the loop ends before");
        }
    }

    private void begin(OneRecording recording) {
        if (hasRoom(recording.id()) && recording.begin()) {
            running.put(recording.id(), recording);
            log.atInfo().addKeyValue("call", recording.id()).log("call is recorded");
        }
    }

    private boolean hasRoom(String call) {
        try {
            if (files.room() >= leastRoom) {
                return true;
            }
            log.atError().addKeyValue("call", call).log("not recorded, the disk is almost full");
        } catch (IOException e) {
            log.atError().addKeyValue("call", call).setCause(e).log("not recorded");
        }
        return false;
    }

    private void forgetNow(String call) {
        try {
            var recording = running.remove(call);
            if (recording != null) {
                recording.discard();
            }
            if (files.delete(call) || recording != null) {
                log.atInfo().addKeyValue("call", call).log("recording deleted");
            }
        } catch (IOException e) {
            log.atError().addKeyValue("call", call).setCause(e).log("recording not deleted");
        }
    }

    private void write() {
        for (var recording : new ArrayList<>(running.values())) {
            try {
                if (!recording.write()) {
                    running.remove(recording.id());
                    log.atInfo()
                            .addKeyValue("call", recording.id())
                            .addKeyValue("lostFrames", recording.lost())
                            .log("recording complete");
                } else if (!hasRoom(recording.id())) {
                    stop(recording);
                }
            } catch (IOException | RuntimeException e) {
                log.atError()
                        .addKeyValue("call", recording.id())
                        .setCause(e)
                        .log("recording broken off, the call goes on");
                stop(recording);
            }
        }
    }

    private void stop(OneRecording recording) {
        running.remove(recording.id());
        try {
            recording.close(false);
        } catch (IOException | RuntimeException e) {
            log.atError()
                    .addKeyValue("call", recording.id())
                    .setCause(e)
                    .log("recording not closed");
        }
    }

    /// Writes what there is.
    @Override
    public void close() {
        try {
            if (!errands.offer(new Errand.Close()) || !thread.join(CLOSING)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
