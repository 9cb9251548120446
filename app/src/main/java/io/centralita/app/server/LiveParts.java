package io.centralita.app.server;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.centralita.app.log.CallLogRing;
import io.centralita.app.settings.Settings;
import io.centralita.call.Switchboard;
import io.centralita.call.record.CallRecords;
import io.centralita.call.scope.Time;
import io.centralita.call.watch.CallBoard;
import io.centralita.console.Console;
import io.centralita.console.live.CallLogLines;
import io.centralita.console.live.CallRoutes;
import io.centralita.console.live.Glance;
import io.centralita.console.live.LiveConsole;
import io.centralita.console.live.OperatorRules;
import io.centralita.tenant.recording.Recorder;
import io.centralita.tenant.recording.RecordingFiles;
import io.centralita.tenant.recording.RecordingSweep;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/// What people see of calls beside their records: the board of those that go on, their log lines,
/// their sound.
final class LiveParts {
    private static final org.slf4j.Logger log = LoggerFactory.getLogger(LiveParts.class);

    private final Settings settings;
    private final Closers closers;
    private final CallBoard board = new CallBoard();
    private final Glance glance = new Glance(InstantSource.system());
    private final CallLogLines logLines;
    private final RecordingFiles files;
    private final Recorder recorder;

    private LiveParts(Settings settings, Closers closers) {
        this.settings = settings;
        this.closers = closers;
        logLines = logLines(settings.data().live().logKept(), closers);
        files = new RecordingFiles(settings.data().directory().resolve("recordings"));
        recorder = closers.add("recordings", Recorder.open(board, files, Time.SYSTEM));
    }

    /// Before the switchboard, which ends its calls while they are still written down.
    static LiveParts open(Settings settings, Closers closers) {
        return new LiveParts(settings, closers);
    }

    private static CallLogLines logLines(Duration kept, Closers closers) {
        if (kept.isZero()
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return CallLogLines.NONE;
        }
        var ring = new CallLogRing(kept, InstantSource.system());
        ring.setContext(context);
        ring.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(ring);
        closers.add("log of calls", () -> root.detachAppender(ring));
        return ring;
    }

    CallBoard board() {
        return board;
    }

    Glance glance() {
        return glance;
    }

    /// Told of calls that are not to be kept.
    Recorder recorder() {
        return recorder;
    }

    /// What the console shows of them.
    Consumer<Router> console(Console console, Switchboard switchboard, CallRecords records) {
        sweepAtTimes(records);
        var live = settings.data().live();
        var shown =
                closers.add(
                        "live console",
                        LiveConsole.open(
                                console,
                                new LiveConsole.Calls(
                                        board,
                                        switchboard::liveCalls,
                                        switchboard::ringingCalls,
                                        settings.calls().maximum(),
                                        glance),
                                new CallRoutes.Sources(
                                        records, logLines, new KeptSound(files, recorder)),
                                new LiveConsole.Rules(
                                        new OperatorRules(live.listening(), live.operators()),
                                        settings.calls().language()),
                                Time.SYSTEM));
        return shown::mount;
    }

    private void sweepAtTimes(CallRecords records) {
        var sweep = new RecordingSweep(files, records, InstantSource.system());
        var thread =
                Thread.ofVirtual()
                        .name("recordings-sweep")
                        .start(
                                () -> {
                                    try {
                                        while (true) {
                                            var _ =
                                                    Time.SYSTEM.poll(
                                                            new ArrayBlockingQueue<Boolean>(1),
                                                            RecordingSweep.EVERY.toNanos());
                                            sweep(sweep);
                                        }
                                    } catch (InterruptedException _) {
                                        log.atDebug().log("sweep of recordings told to end");
                                    }
                                });
        closers.add("sweep of recordings", thread::interrupt);
    }

    private static void sweep(RecordingSweep sweep) {
        try {
            var _ = sweep.sweep();
        } catch (IOException | RuntimeException e) { // the next one may succeed
            log.atWarn().setCause(e).log("recordings not swept");
        }
    }
}
