package io.centralita.channel.asterisk.ari;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import io.centralita.channel.asterisk.ari.AriRequest.Again;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asks, and asks again where the connection was at fault and a second time does no harm; all of it
/// within the deadline of a request. Whether something was done whose answer was lost is found out.
/// Safe from any thread but event loops.
final class AriExchanges implements AutoCloseable {
    /// Attempts in all, apart from those that met a stale connection.
    private static final int ATTEMPTS = 4;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final AriSettings settings;
    private final BasicCredentials credentials;
    private final Time time;
    private final Pause pause;
    private final AriTransport transport;
    private final AriTelling telling;

    AriExchanges(
            AriSettings settings,
            AriTransport transport,
            Time time,
            Pause pause,
            ChannelMetrics metrics) {
        this.settings = settings;
        this.transport = transport;
        this.time = time;
        this.pause = pause;
        credentials = new BasicCredentials(settings.username(), settings.password());
        telling = new AriTelling(metrics, time);
    }

    /// Waits between attempts; for virtual threads.
    @FunctionalInterface
    interface Pause {
        Pause REAL = Thread::sleep;

        void of(Duration time) throws InterruptedException;
    }

    /// Looks at a failure a second time: Asterisk's statuses do not always say what is the matter.
    @FunctionalInterface
    interface SecondLook {
        AriFailure at(AriFailure failure) throws AriFailure, InterruptedException;
    }

    /// @param recovered the answer was lost; this is what was found instead
    record Done(JsonNode json, boolean recovered) {}

    Done ask(AriRequest request) throws AriFailure, InterruptedException {
        return ask(request, failure -> failure);
    }

    Done ask(AriRequest request, SecondLook second) throws AriFailure, InterruptedException {
        long deadline = time.nanoTime() + settings.limits().request().toNanos();
        try {
            var done = until(request, deadline);
            telling.done();
            return done;
        } catch (AriFailure first) {
            var failure = second.at(first);
            telling.failed(failure);
            throw failure;
        }
    }

    private Done until(AriRequest request, long deadline) throws AriFailure, InterruptedException {
        boolean uncertain = false;
        int stale = 0;
        int others = 0;
        while (true) {
            boolean last = others == ATTEMPTS - 1;
            var attempt = transport.once(request, share(request, last, left(deadline)));
            if (attempt instanceof Attempt.Answered(var answer)) {
                return uncertain && answer.isRefusal()
                        ? afterLoss(request, answer, deadline)
                        : new Done(AriReader.done(request, answer, credentials), false);
            }
            if (attempt instanceof Attempt.Broken(boolean reused, _) && !reused) {
                telling.closedUnanswered(request);
            }
            var failure = failure(request, attempt);
            if (!mayGoOn(request, attempt) || left(deadline).isZero()) {
                throw failure;
            }
            uncertain |= !(attempt instanceof Attempt.NotSent);
            boolean isStale = attempt instanceof Attempt.Broken(boolean reused, _) && reused;
            telling.again(request, attempt);
            if (isStale && stale < settings.limits().connections()) {
                stale++; // the whole pool may be
                continue;
            }
            var wait = FIRST_PAUSE.multipliedBy(1L << others);
            if (last || wait.compareTo(left(deadline)) >= 0) {
                throw failure;
            }
            others++;
            pause.of(wait);
        }
    }

    /// A connection that is dead without anybody knowing does not cost a request that can be made
    /// on another one.
    private static Duration share(AriRequest request, boolean last, Duration left) {
        return request.mayBeRepeated() && !last ? left.dividedBy(2) : left;
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - time.nanoTime()));
    }

    private static boolean mayGoOn(AriRequest request, Attempt attempt) {
        return switch (attempt) {
            case Attempt.NotSent(_) -> true;
            case Attempt.Broken(_, _) -> request.mayBeRepeated();
            case Attempt.Late(boolean sent) -> sent && request.mayBeRepeated();
            case Attempt.Nonsense(), Attempt.Answered(_) -> false;
        };
    }

    private static AriFailure failure(AriRequest request, Attempt attempt) {
        return switch (attempt) {
            case Attempt.NotSent(var cause) -> failure(request, new Reason.Unreachable(), cause);
            case Attempt.Broken(_, var cause) -> failure(request, new Reason.Unreachable(), cause);
            case Attempt.Late(_) -> failure(request, new Reason.TimedOut(), null);
            case Attempt.Nonsense(), Attempt.Answered(_) ->
                    failure(request, new Reason.Garbled(), null);
        };
    }

    private static AriFailure failure(
            AriRequest request, Reason reason, @Nullable Throwable cause) {
        return new AriFailure(request.what(), reason, cause);
    }

    /// Refused, but perhaps only because an earlier attempt, whose answer was lost, did it.
    private Done afterLoss(AriRequest request, AriAnswer refusal, long deadline)
            throws AriFailure, InterruptedException {
        switch (request.again()) {
            case Again.Settled(int status) when refusal.status() == status -> {
                return new Done(AriReader.NOTHING, true);
            }
            case Again.Look(var path) -> {
                var look = AriRequest.get(path.toArray(String[]::new));
                var left = left(deadline);
                if (!left.isZero()
                        && transport.once(look, left) instanceof Attempt.Answered(var there)
                        && there.isDone()) {
                    return new Done(AriReader.done(look, there, credentials), true);
                }
            }
            case Again.Same(), Again.Never(), Again.Settled(_) -> {
                // It is what it is.
            }
        }
        return new Done(AriReader.done(request, refusal, credentials), false);
    }

    @Override
    public void close() {
        transport.close();
    }
}
