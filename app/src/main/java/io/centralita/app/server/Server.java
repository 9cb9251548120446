package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.Switchboard;
import io.centralita.call.record.CallRecords;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole switchboard, running. Opened part by part by [#start]; closed in the opposite order.
public final class Server implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Server.class);

    /// How long callers on the line may take to hear a goodbye when the server goes down.
    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final Settings settings;
    private final Closers closers;
    private final Switchboard switchboard;
    private final CallRecords records;
    private final URI apiUrl;
    private final int port;
    private volatile boolean closing;

    Server(
            Settings settings,
            Closers closers,
            Switchboard switchboard,
            CallRecords records,
            URI apiUrl,
            int port) {
        this.settings = settings;
        this.closers = closers;
        this.switchboard = switchboard;
        this.records = records;
        this.apiUrl = apiUrl;
        this.port = port;
    }

    /// Opens everything and listens.
    public static Server start(Settings settings, ServerWatcher watcher)
            throws StartFailure, InterruptedException {
        return start(settings, MachineVoice.ESPEAK, watcher);
    }

    /// As a command starts it, whose console shows what it was started out of.
    public static Server start(Settings settings, ServerWatcher watcher, Surroundings surroundings)
            throws StartFailure, InterruptedException {
        return start(settings, MachineVoice.ESPEAK, watcher, surroundings);
    }

    /// On a machine with another voice, or with none.
    static Server start(Settings settings, MachineVoice voices, ServerWatcher watcher)
            throws StartFailure, InterruptedException {
        return start(settings, voices, watcher, Surroundings.NONE);
    }

    private static Server start(
            Settings settings,
            MachineVoice voices,
            ServerWatcher watcher,
            Surroundings surroundings)
            throws StartFailure, InterruptedException {
        var opening = new ServerOpening(settings, voices, watcher, surroundings);
        try {
            return opening.open();
        } catch (StartFailure | InterruptedException | RuntimeException e) {
            opening.giveUp();
            throw e;
        }
    }

    /// Where the test caller and people on this machine reach the server.
    public URI url() {
        var host = "0.0.0.0".equals(settings.http().host()) ? "127.0.0.1" : settings.http().host();
        return URI.create("http://" + host + ":" + port);
    }

    /// Where the answering service is.
    public URI apiUrl() {
        return apiUrl;
    }

    public Settings settings() {
        return settings;
    }

    public CallRecords records() {
        return records;
    }

    public int liveCalls() {
        return switchboard.liveCalls();
    }

    /// No new calls; the callers on the line are told and have 15 s to hear it; then everything is
    /// closed. Any number of times.
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        log.atInfo().addKeyValue("calls", switchboard.liveCalls()).log("server closes");
        try {
            switchboard.close(DRAIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        closers.close();
        log.info("server closed");
    }
}
