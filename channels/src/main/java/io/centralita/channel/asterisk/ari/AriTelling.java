package io.centralita.channel.asterisk.ari;

import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is said of requests in log and metrics. Safe from any thread.
final class AriTelling {
    /// Between two warnings of the same kind.
    static final Duration QUIET = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(AriTelling.class);
    private static final String REQUEST = "request";
    private static final String AGAIN = "request-again";

    private final ChannelMetrics metrics;
    private final Seldom closedUnanswered;
    private final Time time;

    /// By the word for them.
    private final Map<String, Seldom> failures = new ConcurrentHashMap<>();

    AriTelling(ChannelMetrics metrics, Time time) {
        this.metrics = metrics;
        closedUnanswered = new Seldom(time, QUIET);
        this.time = time;
    }

    void done() {
        metrics.event(AriClient.CHANNEL, REQUEST, "done");
    }

    void failed(AriFailure failure) {
        var word =
                switch (failure.reason()) {
                    case Reason.Refused(_, _) -> failure.isLateness() ? "late" : "refused";
                    case Reason.Unreachable() -> "unreachable";
                    case Reason.TimedOut() -> "timed-out";
                    case Reason.Garbled() -> "garbled";
                };
        metrics.event(AriClient.CHANNEL, REQUEST, word);
        if (failure.isLateness()) {
            log.atDebug().addKeyValue("failure", failure.getMessage()).log("too late for Asterisk");
            return;
        }
        failures.computeIfAbsent(word, _ -> new Seldom(time, QUIET))
                .say(
                        unsaid ->
                                log.atWarn()
                                        .addKeyValue("failure", failure.getMessage())
                                        .addKeyValue("cause", String.valueOf(failure.getCause()))
                                        .addKeyValue("unsaid", unsaid)
                                        .log("Asterisk did not do what it was asked"));
    }

    /// It is going to be asked again, or might be.
    void again(AriRequest request, Attempt attempt) {
        var word =
                switch (attempt) {
                    case Attempt.Broken(boolean reused, _) ->
                            reused ? "stale" : "closed-unanswered";
                    case Attempt.NotSent(_) -> "no-connection";
                    case Attempt.Late(_) -> "late";
                    case Attempt.Nonsense(), Attempt.Answered(_) -> "other";
                };
        metrics.event(AriClient.CHANNEL, AGAIN, word);
        log.atDebug()
                .addKeyValue("request", request.what())
                .addKeyValue("why", word)
                .log("Asterisk may be asked again");
    }

    /// A connection was closed before anything was answered on it: Asterisk does so beyond its
    /// session limit.
    void closedUnanswered(AriRequest request) {
        metrics.oddity(AriClient.CHANNEL, "closed-unanswered");
        closedUnanswered.say(
                unsaid ->
                        log.atWarn()
                                .addKeyValue("request", request.what())
                                .addKeyValue("unsaid", unsaid)
                                .log(
                                        "Asterisk closed a new connection without an answer, as it"
                                                + " does beyond its session limit (sessionlimit in"
                                                + " http.conf: 100 for requests, events and media"
                                                + " together)"));
    }
}
