package io.centralita.channel.asterisk.ari;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.centralita.call.scope.Time;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import io.centralita.channel.asterisk.ari.AriSettings.Events;
import io.centralita.channel.asterisk.ari.AriSettings.Limits;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.Settings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// A fake Asterisk, and our client of it.
final class AriRig implements AutoCloseable {
    static final Vertx VERTX = Vertx.vertx();

    /// Time passes more quickly than in earnest.
    static final Limits QUICK =
            new Limits(
                    Duration.ofSeconds(5),
                    Duration.ofMillis(200),
                    Duration.ofMillis(500),
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    4);

    private static final int PATIENCE_S = 20;

    final FakeAsterisk asterisk;
    final Counted counted = new Counted();

    /// Pauses between attempts, none of them waited for.
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    final AriSettings settings;
    final AriClient ari;
    final ConnectingEvents events;
    private final BlockingQueue<AriEvent> told = new LinkedBlockingQueue<>();

    AriRig(Settings asterisk) {
        this(asterisk, QUICK);
    }

    AriRig(Settings asterisk, Limits limits) {
        this.asterisk = FakeAsterisk.start(VERTX, asterisk);
        settings = settings(this.asterisk.baseUrl(), limits);
        ari = client(settings);
        events = ConnectingEvents.of(VERTX, settings, ari, Time.SYSTEM, counted);
    }

    AriClient client(AriSettings of) {
        return new AriClient(
                of, new AriHttp(VERTX, of, Time.SYSTEM), Time.SYSTEM, pauses::add, counted);
    }

    static AriSettings settings(URI url, Limits limits) {
        return new AriSettings(
                url,
                Settings.USERNAME,
                Settings.PASSWORD,
                Settings.APPLICATION,
                Events.CONNECT,
                limits);
    }

    /// Connects for events, and waits for that.
    void listen() throws InterruptedException {
        events.subscribe(told::add);
        events.start();
        next(AriEvent.Connected.class);
    }

    /// The next event of a kind; those before it are forgotten.
    <T extends AriEvent> T next(Class<T> kind) throws InterruptedException {
        while (true) {
            var event = told.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind.getSimpleName());
            }
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    static Reason reason(ThrowingCallable call) {
        return failure(call).reason();
    }

    static AriFailure failure(ThrowingCallable call) {
        var failure = catchThrowableOfType(AriFailure.class, call);
        if (failure == null) {
            throw new AssertionError("nothing failed");
        }
        return failure;
    }

    /// Waits for something that happens on another thread.
    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it did not happen");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        events.close();
        ari.close();
        asterisk.close();
    }
}
